import { TOLD, TOLD_DDL, TELLS_STATE, toldOfEnrolments } from '../enrolments/told-of-enrolments.ts';
import { RESULTS_DDL, toldResults } from '../enrolments/told-results.ts';

/** A table that ClickHouse fills from the facts by itself, and that can be built anew from them at any time. */
export interface DerivedReadModel {
  readonly name: string;
  /** The question it answers, for people. */
  readonly answers: string;
  readonly columns: string;
  /** Keeps its answers whatever is inserted twice, or in another order. */
  readonly engine: string;
  /**
   * Makes its rows of the facts: read as a materialized view it sees the facts of one insert, read as a query all of
   * them. Both together must give what the query alone gives.
   */
  readonly fill: string;
  /** Rows of one key are one row once merged. */
  readonly key: readonly string[];
  /** What the merge makes of them, as SQL by which two can be compared. */
  readonly merged?: readonly string[];
}

const IDENTITY = 'sipHash128(source, id)';

const factVersions: DerivedReadModel = {
  name: 'fact_versions',
  answers: 'Which contents were told under one identity (source, id), and when first?',
  columns: `
    identity FixedString(16), content_hash FixedString(16), recorded_at SimpleAggregateFunction(min, DateTime64(3, 'UTC'))`,
  // Small granules: every insert looks up the identities it brings.
  engine: 'AggregatingMergeTree ORDER BY (identity, content_hash) SETTINGS index_granularity = 1024',
  fill: `SELECT ${IDENTITY} AS identity, content_hash, recorded_at FROM facts`,
  key: ['identity', 'content_hash'],
  merged: ['recorded_at'],
};

const conflicts: DerivedReadModel = {
  name: 'conflicts',
  answers: 'Which facts came with another content than their identity had before?',
  columns: `
    identity FixedString(16), content_hash FixedString(16), log_topic LowCardinality(String), log_partition UInt32, log_offset UInt64`,
  engine: 'ReplacingMergeTree ORDER BY (log_topic, log_partition, log_offset, identity)',
  // As a view, "facts" is the insert itself: its rows are held against each other and against what was told before.
  fill: `
SELECT ${IDENTITY} AS identity, content_hash, log_topic, log_partition, log_offset FROM facts
WHERE identity IN (
  SELECT identity FROM (
    SELECT ${IDENTITY} AS identity, content_hash FROM facts
    UNION ALL
    SELECT identity, content_hash FROM fact_versions WHERE identity IN (SELECT ${IDENTITY} FROM facts)
  )
  GROUP BY identity
  HAVING min(content_hash) != max(content_hash)
)`,
  key: ['identity'],
};

const voids: DerivedReadModel = {
  name: 'voids',
  answers: 'Which facts were taken back, and since when do we know?',
  columns: `
    identity FixedString(16), void_identity FixedString(16), content_hash FixedString(16),
    occurred_at DateTime64(3, 'UTC'), recorded_at SimpleAggregateFunction(min, DateTime64(3, 'UTC'))`,
  engine: 'AggregatingMergeTree ORDER BY (identity, void_identity, content_hash, occurred_at)',
  fill: `
SELECT sipHash128(JSONExtractString(data, 'of', 'source'), JSONExtractString(data, 'of', 'id')) AS identity,
  ${IDENTITY} AS void_identity, content_hash, occurred_at, recorded_at
FROM facts WHERE type = 'learning.Voided'`,
  key: ['identity', 'void_identity', 'content_hash', 'occurred_at'],
  merged: ['recorded_at'],
};

const courseDescriptions: DerivedReadModel = {
  name: 'course_descriptions',
  answers: 'What was said about each course and run, and when?',
  columns: `
    course LowCardinality(String), run LowCardinality(String), source LowCardinality(String), id String,
    occurred_at DateTime64(3, 'UTC'), recorded_at DateTime64(3, 'UTC'),
    content_hash FixedString(16), data String`,
  engine: 'ReplacingMergeTree ORDER BY (course, run, content_hash, recorded_at)',
  fill: `
SELECT course, run, source, id, occurred_at, recorded_at, content_hash, data
FROM facts WHERE type = 'learning.CourseDescribed'`,
  key: ['course', 'run', 'content_hash', 'recorded_at'],
};

/** Rows of one key in several parts are slow to read together: what has lain for ten minutes is merged into one part. */
const MERGE_AT_REST = 'SETTINGS min_age_to_force_merge_seconds = 600';

const ENROLMENT = ['course', 'learner', 'run', 'registration'];

const enrolments: DerivedReadModel = {
  name: 'enrolments',
  answers: 'What was told of the state of each enrolment, by the course, run and registration that the facts state?',
  columns: `
    course LowCardinality(String), learner String, run LowCardinality(String), registration String, ${TOLD_DDL}`,
  engine: `AggregatingMergeTree ORDER BY (${ENROLMENT.join(', ')}) ${MERGE_AT_REST}`,
  fill: toldOfEnrolments(ENROLMENT, `facts WHERE ${TELLS_STATE}`),
  key: ENROLMENT,
  merged: TOLD.map((column) => (/dated$|^activity$|^attributes$/.test(column) ? `arraySort(${column})` : column)),
};

const assessmentResults: DerivedReadModel = {
  name: 'assessment_results',
  answers: 'What was last told of each attempt at an assessment?',
  columns: `
    course LowCardinality(String), learner String, run LowCardinality(String), registration String, ${RESULTS_DDL}`,
  engine: `AggregatingMergeTree ORDER BY (${ENROLMENT.join(', ')}, assessment, attempt) ${MERGE_AT_REST}`,
  fill: toldResults(ENROLMENT, "facts WHERE type = 'learning.AssessmentSubmitted'"),
  key: [...ENROLMENT, 'assessment', 'attempt'],
  merged: ['latest'],
};

/** In the order in which they are made: a later one may read an earlier one. */
export const derivedReadModels: readonly DerivedReadModel[] = [
  factVersions,
  conflicts,
  voids,
  courseDescriptions,
  enrolments,
  assessmentResults,
];

export const createTable = ({ columns, engine }: DerivedReadModel, table: string): string =>
  `CREATE TABLE IF NOT EXISTS ${table} (${columns}) ENGINE = ${engine}`;

export const createView = ({ fill }: DerivedReadModel, table: string): string =>
  `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_feed TO ${table} AS ${fill}`;
