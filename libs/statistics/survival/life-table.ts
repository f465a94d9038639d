/** How an enrolment leaves observation: it drops out, it completes (which competes with dropping out), or nothing is known beyond. */
export type ExitEvent = 'dropout' | 'completion' | 'censored';

/** How many leave observation at one time, and how. Times are numbers of any unit, negative ones too. */
export interface Exit {
  readonly time: number;
  readonly event: ExitEvent;
  readonly count: number;
}

/** How many come under observation at one time: they are at risk only after it. */
export interface Entry {
  readonly time: number;
  readonly count: number;
}

/** One distinct time. Those who leave at it are at risk at it, dropouts before completions and censorings; those who enter are not yet. */
export interface LifeTableRow {
  readonly time: number;
  readonly atRisk: number;
  readonly dropouts: number;
  readonly completions: number;
  readonly censored: number;
  readonly entered: number;
}

/** In order of time, each time once. What every estimate is made from: a few thousand rows, however many enrolments. */
export type LifeTable = readonly LifeTableRow[];

/**
 * The life table of these counts. Whoever has no entry is at risk from the beginning. Which entry belongs to which exit
 * changes no risk set, so the totals by time are enough; throws where they show that someone enters no earlier than they leave.
 */
export const lifeTable = (exits: Iterable<Exit>, entries: Iterable<Entry> = []): LifeTable => {
  const tallies = new Map<number, Tally>();
  let atRisk = 0;
  for (const { time, event, count } of exits) {
    tallyAt(tallies, time)[event] += count;
    atRisk += count;
  }
  for (const { time, count } of entries) {
    tallyAt(tallies, time).entered += count;
    atRisk -= count;
  }
  if (atRisk < 0) throw new RangeError(`${-atRisk} more enter observation than leave it`);
  return [...tallies]
    .sort(([earlier], [later]) => earlier - later)
    .map(([time, { dropout, completion, censored, entered }]) => {
      const row = { time, atRisk, dropouts: dropout, completions: completion, censored, entered };
      const leaving = leavingAt(row);
      if (leaving > atRisk) throw new RangeError(`${leaving} leave at ${time}, where only ${atRisk} are at risk`);
      atRisk += entered - leaving;
      return row;
    });
};

type Tally = Record<ExitEvent | 'entered', number>;

const tallyAt = (tallies: Map<number, Tally>, time: number): Tally => {
  const known = tallies.get(time);
  if (known) return known;
  const fresh = { dropout: 0, completion: 0, censored: 0, entered: 0 };
  tallies.set(time, fresh);
  return fresh;
};

/** How many leave observation at this time, in whatever way. */
export const leavingAt = ({ dropouts, completions, censored }: LifeTableRow): number =>
  dropouts + completions + censored;

/** How many are at risk at this time: entered before it and not left before it. */
export const atRiskAt = (table: LifeTable, time: number): number =>
  table[firstIndex(table, (row) => row.time >= time)]?.atRisk ?? 0;

/** The first index at which a condition holds that holds from there on; the length where it never does. */
const firstIndex = <T>(list: readonly T[], holds: (item: T) => boolean): number => {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The groups side by side at one time. */
export interface RiskSet {
  readonly time: number;
  /** In the order of the groups; a group in which nothing happens has a row without exits. */
  readonly groups: readonly LifeTableRow[];
}

/** Every time at which somebody of any group leaves, in order, with all groups as they are then. */
export function* riskSets(tables: readonly LifeTable[]): Generator<RiskSet> {
  const groups = tables.map((table) => rowsInOrder(table));
  const times = new Set(tables.flatMap((table) => table.filter((row) => leavingAt(row) > 0).map((row) => row.time)));
  for (const time of Float64Array.from(times).sort()) yield { time, groups: groups.map((rowAt) => rowAt(time)) };
}

/** Reads a table at times that only grow. */
const rowsInOrder = (table: LifeTable): ((time: number) => LifeTableRow) => {
  const rows = table.values();
  let row = rows.next().value;
  return (time) => {
    while (row && row.time < time) row = rows.next().value;
    return row?.time === time ? row : quietRow(time, row);
  };
};

/** A time at which nothing happens: those at risk are still there at the next row. */
const quietRow = (time: number, next: LifeTableRow | undefined): LifeTableRow => ({
  time,
  atRisk: next?.atRisk ?? 0,
  dropouts: 0,
  completions: 0,
  censored: 0,
  entered: 0,
});
