import { type Criterion } from '@laurel/contracts';
import { type EnrolmentKey } from '@laurel/criteria-domain';
import { dueAssessments, resultsOf, submittedAssessments } from './assessments.query.ts';
import { CompiledCriterion, type TimesColumn } from './compile-criterion.ts';
import { SqlParameters, type SqlValue } from './sql-parameters.ts';
import { type FactSql } from './warehouse.port.ts';

/** Which enrolments are looked at. */
export interface Where {
  readonly course?: string;
  readonly run?: string;
}

export interface Match extends EnrolmentKey {
  /** Which enrolment of this course, run and registration it is, from 1. */
  readonly ordinal: number;
}

export interface Query {
  readonly sql: string;
  readonly params: Readonly<Record<string, SqlValue>>;
}

/**
 * Reader 2 of the criteria: one query that answers which enrolments meet them at a time, as known then. Where an
 * enrolment stands is said as `enrolmentOf` says it; a property test holds the two readers equal.
 */
export const matchingQuery = (facts: FactSql, criterion: Criterion, where: Where, at: Date): Query => {
  const values = new SqlParameters();
  const compiled = new CompiledCriterion(criterion, at, values);
  const course = where.course === undefined ? '' : `and course = ${values.of(where.course, 'String')}`;
  const run = where.run === undefined ? '' : `and enrolment_run = ${values.of(where.run, 'String')}`;
  const ofEnrolment = compiled.times.filter(({ leaf }) => leaf.of === 'enrolment');
  const ofCourse = compiled.times.filter(({ leaf }) => leaf.of === 'course');
  const beside: readonly Beside[] = [
    ...(compiled.asksAssessments ? [assessments(facts, course)] : []),
    ...(ofCourse.length === 0 ? [] : [learnerCourses(facts, values, ofCourse, course)]),
    ...(compiled.people.length === 0 ? [] : [people(facts, compiled)]),
  ];
  const tables = [
    `enrolments as (
  select course, learner, enrolment_run, enrolment_registration, enrolment_round,
    arraySort(groupUniqArrayIf((at, ${T}, source, id, ${compiled.asksEnrolmentAttributes ? 'data' : "''"}), type = 'learning.Enrolled')) as stays,
    countIf(type = 'learning.CourseCompleted') > 0 as completed,
    countIf(type = 'learning.Withdrawn') > 0 as withdrawn,
    maxIf(at, type = 'learning.Withdrawn') as withdrawn_at${ofEnrolment.map(timesOf).join('')}
  from ${facts.enrolmentFacts(COLUMNS, `type in ${typesOf(values, ofEnrolment, STANDING)} ${course}`)}
  where enrolment_round > 0 ${run}
  group by course, learner, enrolment_run, enrolment_registration, enrolment_round
)`,
    `runs as (
  select course, run as enrolment_run, argMax(${STARTS}, (occurred_at, source, id)) as starts
  from ${facts.countedFacts({ columns: [...IDENTITY, 'course', 'run'], from: 'course_descriptions', where: `run != '' ${course}` })}
  where JSONHas(data, 'startsAt') group by course, run
)`,
    ...beside.flatMap((one) => one.tables),
  ];
  const sql = `with ${tables.join(',\n')}
select course, learner, enrolment_run as run, enrolment_registration as registration, enrolment_round as ordinal
from (select *, ${WHERE_IT_STANDS} from enrolments left join runs using (course, enrolment_run)
  ${beside.map(({ join }) => join).join('\n  ')})
where ${compiled.condition}
order by course, run, learner, registration, ordinal`;
  return { sql, params: { ...values.values, asOf: at.getTime() } };
};

const T = 'toUnixTimestamp64Milli(occurred_at)';
const STARTS = "toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(data, 'startsAt'), 3, 'UTC'))";
const IDENTITY = ['source', 'id', 'occurred_at', 'data'] as const;
const COLUMNS = [...IDENTITY, 'course', 'learner', 'type', 'content_hash'] as const;
/** The facts that say where an enrolment stands. */
const STANDING = ['learning.Enrolled', 'learning.CourseCompleted', 'learning.Withdrawn'];

const WHERE_IT_STANDS = `
  stays[1] as opened,
  arrayFilter(stay -> withdrawn and stay.1 > withdrawn_at, stays) as returns,
  if(notEmpty(returns), returns[1].2, arrayMin(stay -> stay.2, stays)) as enrolled_at,
  multiIf(completed, 'completed', withdrawn and empty(returns), 'withdrawn', 'current') as state`;

const typesOf = (values: SqlParameters, columns: readonly TimesColumn[], always: readonly string[]): string => {
  const events = columns.flatMap(({ leaf }) => leaf.events.map(({ event }) => event));
  return values.of([...new Set([...always, ...events])], 'Array(String)');
};

/** Only a count needs every time; whether there was one is told by the latest, as all bounds are lower ones. */
const timesOf = ({ name, leaf, matches }: TimesColumn): string =>
  leaf.is === 'count'
    ? `,\n    groupUniqArrayIf((${T}, content_hash), ${matches}) as ${name}`
    : `,\n    if(countIf(${matches}) = 0, [], [tuple(maxIf(${T}, ${matches}))]) as ${name}`;

/** What only some criteria ask for. */
interface Beside {
  readonly tables: readonly string[];
  readonly join: string;
}

const assessments = (facts: FactSql, course: string): Beside => ({
  tables: [
    `submissions as ${submittedAssessments(resultsOf(facts, course))}`,
    `due_of_run as ${dueAssessments(facts, 'run')}`,
    `due_of_course as ${dueAssessments(facts, 'course')}`,
  ],
  join: `left join submissions using (course, learner, enrolment_run, enrolment_registration, enrolment_round)
  left join due_of_run using (course, enrolment_run)
  left join due_of_course using (course)`,
});

const learnerCourses = (
  facts: FactSql,
  values: SqlParameters,
  columns: readonly TimesColumn[],
  course: string,
): Beside => ({
  tables: [
    `learner_courses as (
  select course, learner${columns.map(timesOf).join('')}
  from ${facts.countedFacts({ columns: COLUMNS, where: `type in ${typesOf(values, columns, [])} ${course}` })}
  group by course, learner
)`,
  ],
  join: 'left join learner_courses using (course, learner)',
});

const people = (facts: FactSql, { people: columns }: CompiledCriterion): Beside => ({
  tables: [
    `people as (
  select learner${columns
    .map(
      ({ name, attribute }) =>
        `,\n    argMaxIf(data, (occurred_at, source, id), JSONHas(data, 'attributes', ${attribute})) as ${name}`,
    )
    .join('')}
  from ${facts.countedFacts({ columns: [...IDENTITY, 'learner'], where: "type = 'learning.PersonDescribed'" })}
  group by learner
)`,
  ],
  join: 'left join people using (learner)',
});
