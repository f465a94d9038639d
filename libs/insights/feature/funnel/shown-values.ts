import { type FunnelQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { eachCountedUnit } from './counted-units.ts';

interface Row {
  readonly value: string | null;
  readonly entered: number;
}

/** Most entered first, of equals by value; who has none stands last and takes no place away. The rest is `other`. */
export const shownRows = <R extends Row>(
  rows: readonly R[],
  limit: number,
): { readonly shown: readonly R[]; readonly rest: readonly R[] } => {
  const valued = rows.filter(({ value }) => value !== null).sort(byEntered);
  const without = rows.filter(({ value }) => value === null);
  return { shown: [...valued.slice(0, limit), ...without], rest: valued.slice(limit) };
};

const byEntered = (a: Row, b: Row): number => b.entered - a.entered || ((a.value ?? '') < (b.value ?? '') ? -1 : 1);

/** The values that the breakdown of this funnel shows by themselves. */
export const valuesShown = async (
  warehouse: Warehouse,
  question: FunnelQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<ReadonlySet<string | null>> => {
  const entered = new Map<number, number>();
  const codes = await eachCountedUnit(warehouse, question, asking, ({ value }) =>
    entered.set(value, (entered.get(value) ?? 0) + 1),
  );
  const rows = [...entered].map(([code, count]) => ({ value: codes.textOf(code), entered: count }));
  return new Set(shownRows(rows, question.breakdown?.limit ?? 0).shown.map(({ value }) => value));
};
