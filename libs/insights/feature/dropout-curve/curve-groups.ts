import { type Entry, type Exit, type ExitEvent, type History, type LifeTable, lifeTable } from '@laurel/statistics';
import { type CountedEntries, type CountedExits, type CountedReturns } from './dropout-curve.query.ts';
import { EXIT } from './follow-up.ts';

/** All that the arithmetic needs of one group. */
export interface CurveGroup {
  readonly value: string | null;
  readonly table: LifeTable;
  /** By stratum, for the tests. */
  readonly strata: ReadonlyMap<string | null, LifeTable>;
  readonly leftOut: number;
  readonly notInCohort: number;
  readonly histories: readonly History[] | null;
}

export interface Counts {
  readonly exits: readonly CountedExits[];
  readonly entries: readonly CountedEntries[];
  readonly returns: readonly CountedReturns[] | null;
  /** Nobody is under observation before the origin. */
  readonly fromOrigin: boolean;
  /** Of one unit of time, as the engine counts it. */
  readonly scale: number;
}

const EVENTS = new Map<number, ExitEvent>([
  [EXIT.censored, 'censored'],
  [EXIT.dropout, 'dropout'],
  [EXIT.completion, 'completion'],
]);

/** The counts by group, in the order of their values; what was not told comes last. */
export const groupsOf = (counts: Counts): readonly CurveGroup[] => {
  const values = [...new Set(counts.exits.map(({ value }) => value))].sort(byValue);
  return values.map((value) => groupOf(value, counts));
};

const byValue = (one: string | null, other: string | null): number => {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : Number(one > other);
};

const groupOf = (value: string | null, { exits, entries, returns, fromOrigin, scale }: Counts): CurveGroup => {
  const own = exits.filter((row) => row.value === value);
  const entered = entries.filter((row) => row.value === value);
  const tableOf = (belongs: (row: { stratum: string | null }) => boolean): LifeTable =>
    lifeTable(
      own.filter(belongs).flatMap((row) => exitsOf(row, scale)),
      entered.filter(belongs).flatMap((row) => entriesOf(row, scale)),
    );
  const strata = new Set(own.map(({ stratum }) => stratum));
  const lost = (kind: number): number =>
    own.flatMap((row) => row.exits).reduce((sum, [exit, , count]) => sum + (exit === kind ? count : 0), 0);
  return {
    value,
    table: tableOf(() => true),
    strata: new Map([...strata].map((stratum) => [stratum, tableOf((row) => row.stratum === stratum)])),
    leftOut: lost(EXIT.leftOut),
    notInCohort: lost(EXIT.notInCohort),
    histories:
      returns && returns.filter((row) => row.value === value).flatMap((row) => historiesOf(row, fromOrigin, scale)),
  };
};

const exitsOf = ({ exits }: CountedExits, scale: number): readonly Exit[] =>
  exits.flatMap(([exit, time, count]) => {
    const event = EVENTS.get(exit);
    return event === undefined ? [] : [{ time: time / scale, event, count }];
  });

const entriesOf = ({ entries }: CountedEntries, scale: number): readonly Entry[] =>
  entries.map(([time, count]) => ({ time: time / scale, count }));

const historiesOf = ({ histories }: CountedReturns, fromOrigin: boolean, scale: number): readonly History[] =>
  histories.map(([entry, end, returns, count]) => ({
    ...(fromOrigin ? { entry: entry / scale } : {}),
    end: end / scale,
    events: returns.map((time) => time / scale),
    count,
  }));
