import { BadEvent } from '@laurel/kernel';
import { type CsvTable, type GroupPlan, Joins, Scope, type ToldEvent } from '@laurel/intake-domain';
import { join } from 'node:path';
import { csvRows, type CsvRow } from './csv-rows.ts';
import { GroupsOnDisk, type KeyedGroup } from './group-on-disk.ts';
import { type ImportPlan, type MappedFile } from './import-plan.ts';
import { type JoinFiles, openJoinFiles } from './join-index.ts';

/** A row (or an event of it) that cannot be told, for the dead letters. */
export interface Reject {
  readonly code: BadEvent['code'];
  readonly reason: string;
  readonly field?: string;
  readonly place: string;
  /** The row as it stands in the file (of a group, what its rows share). */
  readonly original: Uint8Array;
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
    const broken = await readJoinedFiles(plan, files, meter);
    const stages = [rejectSteps(broken), ...tableSteps(plan, { ...work, joins, meter })];
    for (const [stage, steps] of stages.entries()) {
      if (stage >= from.stage) yield* tellFrom(stage, steps, stage === from.stage ? from.rows : 0);
    }
  } finally {
    await files.close();
  }
}

/** Some rows or groups, not told yet: what was told before an interruption costs only its reading. */
interface Step {
  readonly rows: number;
  tell(skip: number): Pick<Told, 'events' | 'rejects'>;
}
type Steps = AsyncIterable<Step>;

async function* tellFrom(stage: number, steps: Steps, skip: number): AsyncGenerator<Told> {
  let rows = 0;
  for await (const step of steps) {
    const first = Math.max(skip - rows, 0);
    rows += step.rows;
    if (first < step.rows) yield { ...step.tell(first), position: { stage, rows } };
  }
}

/** Reads what is joined, and hands back the rows of files that tell nothing themselves and could not be read. */
const readJoinedFiles = async (plan: ImportPlan, joined: JoinFiles, meter: Meter): Promise<Reject[]> => {
  const broken: Reject[] = [];
  for (const { table, files } of plan.tables.filter(({ table }) => isJoined(plan, table))) {
    for await (const rows of rowsOf(table, files, meter)) {
      joined.add(table, rows);
      if (!table.tellsEvents) broken.push(...tell(rows, brokenOnly, rejectRow).rejects);
    }
  }
  return broken;
};

const brokenOnly = (row: CsvRow): BadEvent[] => {
  const broken = brokenRow(row);
  return broken ? [broken] : [];
};

async function* rowsOf(table: CsvTable, files: readonly MappedFile[], meter: Meter): AsyncGenerator<CsvRow[]> {
  for (const file of files) yield* csvRows(table, file.path, meter.read);
}

const isJoined = (plan: ImportPlan, table: CsvTable): boolean =>
  plan.mapping.indexes.some((index) => index.table === table.name);

interface Telling extends ImportWork {
  readonly joins: Joins;
  readonly meter: Meter;
}

const tableSteps = (plan: ImportPlan, telling: Telling): Steps[] =>
  plan.tables
    .filter(({ table }) => table.tellsEvents)
    .map(({ table, files }, index) => {
      const { group } = table;
      if (!group) return rowSteps(table, files, telling);
      return groupSteps({ table, group, files }, { ...telling, folder: join(telling.folder, `groups-${index}`) });
    });

async function* rejectSteps(rejects: readonly Reject[]): AsyncGenerator<Step> {
  yield { rows: rejects.length, tell: (skip) => ({ events: [], rejects: rejects.slice(skip) }) };
}

async function* rowSteps(table: CsvTable, files: readonly MappedFile[], telling: Telling): AsyncGenerator<Step> {
  const { joins, now, meter } = telling;
  const eventsOf = (row: CsvRow) => {
    const broken = brokenRow(row);
    return broken ? [broken] : table.eventsOf(new Scope(row.row, joins), now);
  };
  for await (const read of rowsOf(table, files, meter)) {
    for (let at = 0; at < read.length; at += ROWS_AT_ONCE) {
      const rows = read.slice(at, at + ROWS_AT_ONCE);
      yield { rows: rows.length, tell: (skip) => tell(rows.slice(skip), eventsOf, rejectRow) };
    }
  }
}

interface Grouping {
  readonly table: CsvTable;
  readonly group: GroupPlan;
  readonly files: readonly MappedFile[];
}

/** First the rows that no group could take, then the groups by their key. */
async function* groupSteps({ table, group, files }: Grouping, telling: Telling): AsyncGenerator<Step> {
  const { joins, now, meter, folder } = telling;
  const groups = new GroupsOnDisk(group, folder);
  for await (const rows of rowsOf(table, files, meter)) {
    const rejects = gather(group, rows, groups, joins);
    yield { rows: rejects.length, tell: (skip) => ({ events: [], rejects: rejects.slice(skip) }) };
    if (groups.full) await groups.spill();
  }
  const eventsOf = ({ key, group: gathered }: KeyedGroup) => table.eventsOf(group.scopeOf(key, gathered, joins), now);
  for await (const some of groups.merged(meter.share(files))) {
    yield { rows: some.length, tell: (skip) => tell(some.slice(skip), eventsOf, rejectGroup) };
  }
}

const gather = (plan: GroupPlan, rows: readonly CsvRow[], groups: GroupsOnDisk, joins: Joins): Reject[] => {
  const rejects: Reject[] = [];
  for (const row of rows) {
    const broken = brokenRow(row);
    if (broken) {
      rejects.push(rejectRow(row, broken));
      continue;
    }
    try {
      groups.add(plan.keyOf(row.row), plan.begin(new Scope(row.row, joins), row.place));
    } catch (error) {
      if (!(error instanceof BadEvent)) throw error;
      rejects.push(rejectRow(row, error));
    }
  }
  return rejects;
};

const tell = <T>(
  items: readonly T[],
  eventsOf: (item: T) => readonly (ToldEvent | BadEvent)[],
  rejectOf: (item: T, bad: BadEvent) => Reject,
): Pick<Told, 'events' | 'rejects'> => {
  const events: ToldEvent[] = [];
  const rejects: Reject[] = [];
  for (const item of items) {
    for (const told of eventsOf(item)) {
      if (told instanceof BadEvent) rejects.push(rejectOf(item, told));
      else events.push(told);
    }
  }
  return { events, rejects };
};

const brokenRow = ({ problem }: CsvRow): BadEvent | undefined =>
  problem === undefined ? undefined : new BadEvent('event.row', `the row cannot be read: ${problem}`);

const rejectRow = ({ place, record }: CsvRow, bad: BadEvent): Reject => reject(bad, place, record.raw);
const rejectGroup = ({ key, group }: KeyedGroup, bad: BadEvent): Reject => reject(bad, group.place, key);

/** The text is copied to bytes: a slice of it would keep the whole piece of the file in memory. */
const reject = ({ code, reason, field }: BadEvent, place: string, original: string): Reject => ({
  code,
  reason,
  ...(field === undefined ? {} : { field }),
  place,
  original: Buffer.from(original),
});

interface Meter {
  readonly read: (bytes: number) => void;
  /** Hears how far the groups of these files are told: as much work as reading them. */
  share(files: readonly MappedFile[]): (done: number) => void;
}

const progressOf = (plan: ImportPlan, progress: (share: number) => void): Meter => {
  const weight = plan.tables.map(({ table, files }) => {
    const passes =
      Number(isJoined(plan, table)) + Number(table.tellsEvents) + Number(table.tellsEvents && !!table.group);
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
