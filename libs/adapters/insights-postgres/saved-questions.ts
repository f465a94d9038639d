import { type SavedContent, type SavedQuestion, type SavedQuestions, type SavedVersion } from '@laurel/insights-domain';
import { type DataSource, type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import {
  savedQuestionEntity,
  type SavedQuestionRow,
  savedVersionEntity,
  type SavedVersionRow,
} from './saved-question.entity.ts';
import { endAllOf } from './subscriptions.ts';

/** The latest version's number stands in the question's own row, which every change locks: two changes never make one version. */
export const savedQuestionsIn = (source: DataSource): SavedQuestions => {
  const { manager } = source;
  return {
    save: (saving) =>
      source.transaction(async (all) => {
        const row = { id: saving.id, latest: 1, archived_at: null };
        await all.insert(savedQuestionEntity, row);
        return questionOf(row, await addVersion(all, saving, 1));
      }),
    change: (saving, expected) =>
      source.transaction(async (all) => {
        const { id } = saving;
        const row = await all.findOne(savedQuestionEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
        if (!row) return undefined;
        if (row.archived_at) return 'archived';
        if (row.latest !== expected) return 'stale';
        const next = { ...row, latest: expected + 1 };
        await all.update(savedQuestionEntity, { id }, { latest: next.latest });
        return questionOf(next, await addVersion(all, saving, next.latest));
      }),
    archive: (id, at) =>
      source.transaction(async (all) => {
        await all.update(savedQuestionEntity, { id, archived_at: IsNull() }, { archived_at: at });
        await endAllOf(all, id, at);
        return all.existsBy(savedQuestionEntity, { id });
      }),
    find: (id, version) => find(manager, id, version),
    versions: async (id) => {
      const rows = await manager.find(savedVersionEntity, {
        where: { saved_question: id },
        order: { version: 'DESC' },
      });
      return rows.map(versionOf);
    },
    list: async ({ archived, after, limit }) => {
      const rows = await manager.find(savedQuestionEntity, {
        where: {
          archived_at: archived ? Not(IsNull()) : IsNull(),
          ...(after === undefined ? {} : { id: LessThan(after) }),
        },
        order: { id: 'DESC' },
        take: limit,
      });
      if (rows.length === 0) return []; // no condition would mean every version
      const latest = rows.map((row) => ({ saved_question: row.id, version: row.latest }));
      const versions = await manager.find(savedVersionEntity, { where: latest });
      const versionOfId = new Map(versions.map((version) => [version.saved_question, version]));
      return rows.flatMap((row) => {
        const version = versionOfId.get(row.id);
        return version ? [questionOf(row, version)] : [];
      });
    },
  };
};

const find = async (all: EntityManager, id: string, version?: number): Promise<SavedQuestion | undefined> => {
  const row = await all.findOneBy(savedQuestionEntity, { id });
  if (!row) return undefined;
  const found = await all.findOneBy(savedVersionEntity, { saved_question: id, version: version ?? row.latest });
  return found ? questionOf(row, found) : undefined;
};

interface NewVersion {
  readonly id: string;
  readonly content: SavedContent;
  readonly at: Date;
  readonly by: string;
}

const addVersion = async (all: EntityManager, { id, content, at, by }: NewVersion, version: number) => {
  const row: SavedVersionRow = { saved_question: id, version, ...content, saved_at: at, saved_by: by };
  await all.insert(savedVersionEntity, { ...row });
  return row;
};

const versionOf = (row: SavedVersionRow): SavedVersion => ({
  ...{
    version: row.version,
    name: row.name,
    question: row.question,
    body: { ...row.body },
    description: row.description,
  },
  ...{ savedAt: row.saved_at, savedBy: row.saved_by },
});

const questionOf = ({ id, archived_at }: SavedQuestionRow, version: SavedVersionRow): SavedQuestion => ({
  ...versionOf(version),
  id,
  archivedAt: archived_at,
});
