/** The part of the warehouse that criteria need; insights' Warehouse has it. */
export interface CriteriaWarehouse {
  rows<Row>(
    sql: string,
    params?: Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>,
  ): Promise<readonly Row[]>;
}

/**
 * SQL of a sub-select of the facts that count (one version of each identity, nothing voided) as known at the parameter
 * `{asOf:String}`, an ISO time, of which `where` (over the columns of `facts`) holds. Insights owns what counts.
 */
export type CountedFacts = (where: string) => string;
