import { BadEvent } from '@laurel/kernel';
import { type CsvTable, type GroupPlan, Joins, Scope, type ToldEvent } from '@laurel/intake-domain';
import { join } from 'node:path';
import { csvRows, type CsvRow } from './csv-rows.ts';
import { GroupsOnDisk } from './group-on-disk.ts';
import { type ImportPlan, type MappedFile } from './import-plan.ts';
import { type JoinFiles, openJoinFiles } from './join-index.ts';

/** A row (or an event of it) that cannot be told, for the dead letters. */
export interface Reject {
  readonly code: BadEvent['code'];
  readonly reason: string;
  readonly field?: string;
  readonly place: string;
  /** The row as it stands in the file. */
  readonly original: string;
}

/** How far an import is: so many rows (or groups) of so many stages. The same files always make the same positions. */
export interface Position {
  readonly stage: number;
  readonly rows: number;
}

/** What a run of rows told, whole rows only. */
export interface Told {
  readonly events: readonly ToldEvent[];
  readonly rejects: readonly Reject[];
  /** Behind its last row. */
  readonly position: Position;
}

/** Pure pieces in one place: where to work, the time of day, and who hears about progress. */
export interface ImportWork {
  /** An empty folder on disk. */
  readonly folder: string;
  readonly now: Date;
  /** Share of the reading that is done, from 0 to 1. */
  readonly progress: (share: number) => void;
}

/** Rows that are worked on before others get their turn: events of one batch fit into memory many times. */
const ROWS_AT_ONCE = 1_000;

/**
 * All events of the files from a position on, in one order that depends on nothing but their bytes. Memory stays flat:
 * joined files and groups are on disk. Throws WrongMapping where a file lacks a column.
 */
export async function* csvEvents(plan: ImportPlan, work: ImportWork, from: Position): AsyncGenerator<Told> {
  const meter = progressOf(plan, work.progress);
  const files = openJoinFiles(join(work.folder, 'joins'), plan.mapping.indexes);
  const joins = new Joins(files.rowOf);
  try {
    const rejects = await readJoinedFiles(plan, files, meter);
    const stages = [tellRejects(rejects), ...tellTables(plan, { ...work, joins, meter })];
    for (const [stage, told] of stages.entries()) {
      if (stage < from.stage) continue;
      yield* told(stage, stage === from.stage ? from.rows : 0);
    }
  } finally {
    await files.close();
  }
}

interface Telling extends ImportWork {
  readonly joins: Joins;
  readonly meter: Meter;
}
/** Tells what is behind the first `skip` rows. */
type Stage = (stage: number, skip: number) => AsyncGenerator<Told>;

/** Rows of files that are only joined: what cannot be read of them is told first. */
const readJoinedFiles = async (plan: ImportPlan, files: JoinFiles, meter: Meter): Promise<Reject[]> => {
  const rejects: Reject[] = [];
  for (const { table, files: paths } of plan.tables) {
    if (!isJoined(plan, table)) continue;
    for (const file of paths) {
      for await (const rows of csvRows(table, file.path, meter.read)) {
        files.add(table, rows);
        if (!table.tellsEvents) for (const row of rows) if (row.problem !== undefined) rejects.push(unreadable(row));
      }
    }
  }
  return rejects;
};

const isJoined = (plan: ImportPlan, table: CsvTable): boolean =>
  plan.mapping.indexes.some((index) => index.table === table.name);

const tellRejects = (rejects: readonly Reject[]): Stage =>
  async function* (stage, skip) {
    for (let at = skip; at < rejects.length; at += ROWS_AT_ONCE) {
      const some = rejects.slice(at, at + ROWS_AT_ONCE);
      yield { events: [], rejects: some, position: { stage, rows: at + some.length } };
    }
  };

const tellTables = (plan: ImportPlan, telling: Telling): Stage[] =>
  plan.tables
    .filter(({ table }) => table.tellsEvents)
    .flatMap(({ table, files }, index) => {
      const { group } = table;
      if (!group) return files.map((file) => tellRows(table, file, telling));
      return [tellGroups({ table, group, files }, { ...telling, folder: join(telling.folder, `groups-${index}`) })];
    });

const tellRows = (table: CsvTable, file: MappedFile, { joins, now, meter }: Telling): Stage =>
  async function* (stage, skip) {
    let rows = 0;
    for await (const read of csvRows(table, file.path, meter.read)) {
      for (let at = 0; at < read.length; at += ROWS_AT_ONCE) {
        const some = read.slice(at, at + ROWS_AT_ONCE);
        const first = Math.max(skip - rows, 0);
        rows += some.length;
        if (first < some.length) yield { ...tellSome(table, some.slice(first), joins, now), position: { stage, rows } };
      }
    }
  };

const tellSome = (table: CsvTable, rows: readonly CsvRow[], joins: Joins, now: Date) => {
  const events: ToldEvent[] = [];
  const rejects: Reject[] = [];
  for (const row of rows) {
    if (row.problem !== undefined) {
      rejects.push(unreadable(row));
      continue;
    }
    for (const told of table.eventsOf(new Scope(row.row, joins), now)) {
      if (told instanceof BadEvent) rejects.push(reject(told, row.place, row.record.raw));
      else events.push(told);
    }
  }
  return { events, rejects };
};

interface Grouping {
  readonly table: CsvTable;
  readonly group: GroupPlan;
  readonly files: readonly MappedFile[];
}

/** First what no group could take, then the groups by their key. */
const tellGroups = ({ table, group, files }: Grouping, { joins, now, meter, folder }: Telling): Stage =>
  async function* (stage, skip) {
    const groups = new GroupsOnDisk(group, folder);
    let rows = 0;
    for (const file of files) {
      for await (const read of csvRows(table, file.path, meter.read)) {
        const rejects = gather(group, read, groups, joins);
        const first = Math.max(skip - rows, 0);
        rows += rejects.length;
        if (first < rejects.length) yield { events: [], rejects: rejects.slice(first), position: { stage, rows } };
        if (groups.full) await groups.spill();
      }
    }
    for await (const some of groups.merged(meter.share(files))) {
      const first = Math.max(skip - rows, 0);
      rows += some.length;
      if (first >= some.length) continue;
      const events: ToldEvent[] = [];
      const rejects: Reject[] = [];
      for (const { key, group: gathered } of some.slice(first)) {
        for (const told of table.eventsOf(group.scopeOf(key, gathered, joins), now)) {
          if (told instanceof BadEvent) rejects.push(reject(told, gathered.place, key));
          else events.push(told);
        }
      }
      yield { events, rejects, position: { stage, rows } };
    }
  };

const gather = (plan: GroupPlan, rows: readonly CsvRow[], groups: GroupsOnDisk, joins: Joins): Reject[] => {
  const rejects: Reject[] = [];
  for (const row of rows) {
    if (row.problem !== undefined) {
      rejects.push(unreadable(row));
      continue;
    }
    try {
      groups.add(plan.keyOf(row.row), plan.begin(new Scope(row.row, joins), row.place));
    } catch (error) {
      if (!(error instanceof BadEvent)) throw error;
      rejects.push(reject(error, row.place, row.record.raw));
    }
  }
  return rejects;
};

const unreadable = ({ problem, place, record }: CsvRow): Reject => ({
  code: 'event.row',
  reason: `the row cannot be read: ${problem ?? ''}`,
  place,
  original: record.raw,
});

const reject = ({ code, reason, field }: BadEvent, place: string, original: string): Reject => ({
  code,
  reason,
  ...(field === undefined ? {} : { field }),
  place,
  original,
});

interface Meter {
  readonly read: (bytes: number) => void;
  /** Hears how far the groups of these files are told: as much work as reading them. */
  share(files: readonly MappedFile[]): (done: number) => void;
}

const progressOf = (plan: ImportPlan, progress: (share: number) => void): Meter => {
  const weight = plan.tables.map(({ table, files }) => {
    const passes = Number(isJoined(plan, table)) + Number(table.tellsEvents) + Number(table.tellsEvents && !!table.group);
    return passes * bytesOf(files);
  });
  const total = Math.max(sum(weight), 1);
  let done = 0;
  const add = (bytes: number) => {
    done += bytes;
    progress(Math.min(done / total, 1));
  };
  return {
    read: add,
    share: (files) => {
      let before = 0;
      return (share) => {
        add((share - before) * bytesOf(files));
        before = share;
      };
    },
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const bytesOf = (files: readonly MappedFile[]): number => sum(files.map((file) => file.bytes));
