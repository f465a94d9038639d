import { type Columns } from './columns.ts';
import { type Compiling, typesIn, type Where } from './compiling.ts';
import { STANDING } from './told-data.ts';
import { type ShortWays } from './warehouse.port.ts';

const T = 'toUnixTimestamp64Milli(occurred_at)';
const COLUMNS = ['source', 'id', 'occurred_at', 'data', 'course', 'learner', 'type', 'content_hash'] as const;
const KEY = 'course, learner, enrolment_run, enrolment_registration, enrolment_round';

interface EnrolmentTable {
  readonly columns: Columns;
  readonly where: Where;
  readonly withAttributes: boolean;
  /** Narrows the facts to few learners and courses, as SQL; '1' where nothing does. */
  readonly among: string;
  /** See `isToldByStates`. */
  readonly byStates: boolean;
}

/**
 * SQL: one row per enrolment with its `stays` (when each counts and when it was told to begin), whether it was `completed`
 * and `withdrawn`, `withdrawn_at`, and the gathered columns. Times in milliseconds.
 */
export const enrolmentTable = (compiling: Compiling, table: EnrolmentTable): string => {
  const { short } = compiling.facts;
  return short && table.byStates ? tableOfStates(short, compiling, table) : tableOfFacts(compiling, table);
};

const STATES = `arrayConcat(withdrawn_dated, withdrawn_undated) as withdrawals,
    arraySort(arrayConcat(arrayMap(one -> (one, one), enrolled_dated), arrayMap(one -> (toInt64(-1), one), enrolled_undated))) as stays,
    first_completion != 9223372036854775807 as completed, notEmpty(withdrawals) as withdrawn, arrayMax(withdrawals) as withdrawn_at`;

const tableOfStates = (
  short: ShortWays,
  { values }: Compiling,
  { columns, where: { course, run } }: EnrolmentTable,
) => {
  const ofWhom = course === undefined ? '1' : `course = ${values.of(course, 'String')}`;
  const ofRun = run === undefined ? '1' : `enrolment_run = ${values.of(run, 'String')}`;
  return `
  select ${KEY}, ${STATES}${columns.gathered('enrolment')}
  from ${short.states({ ofWhom, bind: values.bind })} where ${ofRun}`;
};

const tableOfFacts = (compiling: Compiling, { columns, where, withAttributes, among }: EnrolmentTable): string => {
  const { facts, values } = compiling;
  const { course, run } = where;
  const ofCourse = course === undefined ? '1' : `course = ${values.of(course, 'String')}`;
  const ofRun = run === undefined ? '1' : `enrolment_run = ${values.of(run, 'String')}`;
  const types = [...new Set([...STANDING, ...columns.types('enrolment')])];
  const from = facts.short
    ? facts.short.facts(COLUMNS, types, { where: `${ofCourse} and ${among}`, bind: values.bind })
    : facts.enrolmentFacts(COLUMNS, `type in ${typesIn(values, types)} and ${ofCourse}`);
  const stay = withAttributes ? `(at, ${T}, toString(source), id, data)` : `(at, ${T})`;
  return `
  select ${KEY},
    arraySort(groupUniqArrayIf(${stay}, type = 'learning.Enrolled')) as stays,
    countIf(type = 'learning.CourseCompleted') > 0 as completed,
    countIf(type = 'learning.Withdrawn') > 0 as withdrawn,
    maxIf(at, type = 'learning.Withdrawn') as withdrawn_at${columns.gathered('enrolment')}
  from ${from}
  where enrolment_round > 0 and ${ofRun}
  group by ${KEY}
  having notEmpty(stays)`;
};
