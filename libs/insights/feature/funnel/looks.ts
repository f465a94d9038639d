import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { Parameters, seenBy } from '../conditions.ts';
import { type Described, PLACES, toldSql } from './funnel-sql.ts';

/** Nearly all that a look costs is to go through the facts: it may as well take in some people. */
const SMALLEST = PLACES / 16;
/** So few people may be looked at at once. */
const FEW = 20_000;
/** More than is expected to be needed, because people are not spread evenly. */
const MARGIN = 2;

/** How much of all places is looked at first, for the first page of a list. */
export const firstLook = async (
  warehouse: Warehouse,
  described: Described | undefined,
  { asker, asOf, limits }: Asking & { readonly asOf: Date },
): Promise<number> => {
  if (!described) return SMALLEST;
  const parameters = new Parameters(asOf);
  const sql = `SELECT count() AS told FROM facts WHERE ${seenBy(asker)} AND ${toldSql(described, parameters)}`;
  const [row] = await warehouse.rows<{ told: string }>(sql, parameters.all, limits);
  return Math.max(SMALLEST, Math.round(PLACES * Math.min(1, FEW / Math.max(1, Number(row?.told)))));
};

/** How much next, where the page is not full: as much as should fill it. */
export const nextLook = (
  last: number,
  { wanted, found }: { readonly wanted: number; readonly found: number },
): number => (found === 0 ? PLACES : Math.min(PLACES, Math.round((last * MARGIN * wanted) / found)));
