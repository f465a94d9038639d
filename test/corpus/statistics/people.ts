import { type Entry, type Exit, type ExitEvent, lifeTable, type LifeTable } from '../../../libs/statistics/survival/life-table.ts';

/** A data set as data.R counts it: equal people in one row. */
export interface People {
  readonly time: readonly number[];
  readonly event: readonly ExitEvent[];
  readonly count: readonly number[];
  readonly group: readonly string[];
  readonly stratum: readonly string[];
  readonly entry?: readonly number[];
}

const valuesOf = (column: readonly string[]): readonly string[] => [...new Set(column)].sort();

export const groupsOf = (people: People): readonly string[] => valuesOf(people.group);
export const strataOf = (people: People): readonly string[] => valuesOf(people.stratum);

/** The life table of one group, or of one group in one stratum, or of everybody. */
export const tableOf = (people: People, group?: string, stratum?: string): LifeTable => {
  const exits: Exit[] = [];
  const entries: Entry[] = [];
  for (const [index, time] of people.time.entries()) {
    if (group !== undefined && people.group[index] !== group) continue;
    if (stratum !== undefined && people.stratum[index] !== stratum) continue;
    const count = people.count[index]!;
    exits.push({ time, event: people.event[index]!, count });
    if (people.entry) entries.push({ time: people.entry[index]!, count });
  }
  return lifeTable(exits, entries);
};
