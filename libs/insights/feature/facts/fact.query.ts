import { type Asker, type deadLetter, type FactHistory, type FactIdentity } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { type LogRecord } from '@laurel/kernel';
import { type z } from 'zod';
import { seenBy } from '../conditions.ts';
import { shownVersion, VERSION_COLUMNS, VERSION_KEY, type VersionRow } from './shown-version.ts';
import { contextOf, type StandingOf, standingsOf } from './standings.ts';

/** Where facts are beside ClickHouse. */
export interface FactTrail {
  /** Undefined where the log has no record there. */
  read(topic: string, partition: number, offset: bigint): Promise<LogRecord | undefined>;
  /** What was told under this identity and could not be taken, newest first. */
  lettersOf(identity: FactIdentity): Promise<z.input<typeof deadLetter>[]>;
}

export interface FactOrder extends FactIdentity {
  readonly asker: Asker;
  readonly now: Date;
}

interface HistoryRow extends VersionRow {
  readonly learner: string;
  /** (topic, partition, offset) */
  readonly tellings: readonly (readonly [string, number, string])[];
}
type Telling = FactHistory['versions'][number]['tellings'][number];

/** All that is known about what was told under one identity; undefined where nothing was. */
export const readFact = async (
  { warehouse, trail }: { readonly warehouse: Warehouse; readonly trail: FactTrail },
  { source, id, asker, now }: FactOrder,
  limits: QueryLimits,
): Promise<FactHistory | undefined> => {
  const params = { source, id };
  const mayOperate = asker.scopes.has('operate');
  const [rows, voids, deadLetters] = await Promise.all([
    warehouse.rows<HistoryRow>(VERSIONS(seenBy(asker)), params, limits),
    warehouse.rows<VersionRow>(VOIDS(seenBy(asker)), params, limits),
    mayOperate ? trail.lettersOf({ source, id }) : [],
  ]);
  if (rows.length === 0 && deadLetters.length === 0) return undefined;
  const standingOf = await standings(warehouse, rows, { asker, asOf: now }, limits);
  const versions = await Promise.all(
    rows.map(async (row) => ({
      ...shownVersion(row),
      ...voidedBy(standingOf(row), voids),
      learner: row.learner,
      contentHash: row.hash,
      tellings: await Promise.all(row.tellings.map((place) => tellingOf(trail, place, mayOperate))),
    })),
  );
  const shownVoids = voids.map(shownVersion).map((one) => ({
    ...{ source: one.source, id: one.id, occurredAt: one.occurredAt, recordedAt: one.recordedAt },
  }));
  return { source, id, versions, voids: shownVoids, deadLetters };
};

/** All versions of one identity may be about different learners. */
const standings = async (
  warehouse: Warehouse,
  rows: readonly HistoryRow[],
  { asker, asOf }: { readonly asker: Asker; readonly asOf: Date },
  limits: QueryLimits,
): Promise<StandingOf> => {
  const learners = [...new Set(rows.map(({ learner }) => learner))];
  const contexts = await Promise.all(learners.map((learner) => contextOf(warehouse, { learner, asker, asOf }, limits)));
  return standingsOf(warehouse, { versions: rows, context: contexts.flat(), asOf }, limits);
};

const voidedBy = (standing: ReturnType<StandingOf>, [first]: readonly VersionRow[]): ReturnType<StandingOf> =>
  standing.standing === 'voided' && first
    ? { standing: 'voided', because: { source: first.source, id: first.id } }
    : standing;

const tellingOf = async (
  trail: FactTrail,
  [topic, partition, offset]: HistoryRow['tellings'][number],
  mayOperate: boolean,
): Promise<Telling> => {
  const record = await trail.read(topic, partition, BigInt(offset));
  return {
    ...{ topic, partition, offset },
    appendedAt: record ? record.appendedAt.toISOString() : null,
    original: record && mayOperate ? originalOf(record.value) : null,
  };
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const originalOf = (bytes: Uint8Array): NonNullable<Telling['original']> => {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  try {
    return { text: strict.decode(bytes), base64 };
  } catch {
    return { text: null, base64 };
  }
};

const IDENTITY = 'sipHash128({source:String}, {id:String})';

/** By the hash of the content: one narrow column of all facts is looked through. */
const VERSIONS = (seen: string): string => `
SELECT ${VERSION_COLUMNS}, learner, arraySort(groupUniqArray((log_topic, log_partition, log_offset))) AS tellings
FROM facts
WHERE ${seen} AND content_hash IN (SELECT content_hash FROM fact_versions WHERE identity = ${IDENTITY})
  AND source = {source:String} AND id = {id:String}
GROUP BY ${VERSION_KEY}
ORDER BY recorded, content_hash`;

const VOIDS = (seen: string): string => `
SELECT ${VERSION_COLUMNS}
FROM facts
WHERE ${seen} AND type = 'learning.Voided' AND content_hash IN (SELECT content_hash FROM voids WHERE identity = ${IDENTITY})
GROUP BY ${VERSION_KEY}
ORDER BY recorded, content_hash`;
