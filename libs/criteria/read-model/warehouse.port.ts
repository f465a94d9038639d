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
  /** The same with the short ways that what was told allows, of one course or of all. */
  readonly look?: (
    warehouse: CriteriaWarehouse,
    of: { readonly course: string | undefined; readonly at: Date },
  ) => Promise<Omit<FactSql, 'look'>>;
  readonly short?: ShortWays;
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

/** Whose enrolments: SQL over course and learner, and what stands for names in it. */
export interface Whom {
  readonly ofWhom: string;
  readonly bind: (value: readonly string[] | string) => string;
}

/** SQL over what insights has at hand about enrolments. */
export interface ShortWays {
  /** One row per enrolment, with all that was told of its state (see its `toldOfEnrolments`). */
  readonly states: (whom: Whom) => string;
  /** The facts of these types with the enrolment of each; it may be one that nobody opened. */
  readonly facts: (
    columns: readonly CriteriaColumn[],
    types: readonly string[],
    taken: { readonly where: string; readonly bind: Whom['bind'] },
  ) => string;
  /** One row per enrolment, assessment and attempt: `told_at`, `passed`, `not_passed`. */
  readonly results: (whom: Whom) => string;
  /** A subselect of learners among whom are all who did not pass something. */
  readonly whoDidNotPass: (whom: Whom) => string;
}
