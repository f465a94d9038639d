/** The part of the warehouse that criteria need; insights' Warehouse has it. */
export interface CriteriaWarehouse {
  rows<Row>(
    sql: string,
    params?: Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>,
  ): Promise<readonly Row[]>;
  command(sql: string): Promise<void>;
  insert(table: string, format: 'JSONEachRow', bytes: Uint8Array): Promise<void>;
}

export type CriteriaColumn =
  'source' | 'id' | 'type' | 'learner' | 'course' | 'run' | 'registration' | 'occurred_at' | 'content_hash' | 'data';

/**
 * SQL that insights owns: what counts, and to which enrolment it belongs, is said once. Sub-selects of facts that
 * happened and were known at the parameter `{asOf:Int64}` (milliseconds); a fact may be in them more than once.
 */
export interface FactSql {
  readonly countedFacts: (of: {
    readonly columns: readonly CriteriaColumn[];
    readonly where?: string;
    readonly from?: 'facts' | 'course_descriptions';
  }) => string;
  /** `among` may choose by course and learner whose enrolments have to be known. With `at`, `enrolment_run`, `enrolment_registration` and `enrolment_round` (0: belongs to none) beside the columns. */
  readonly enrolmentFacts: (
    columns: readonly CriteriaColumn[],
    where?: string,
    allCount?: boolean,
    among?: string,
  ) => string;
}
