import { type Criterion, type EnrolmentKey } from '@laurel/criteria-domain';
import { CompiledCriterion, type TimesColumn } from './compile-criterion.ts';
import { SqlParameters } from './sql-parameters.ts';
import { type CountedFacts } from './warehouse.port.ts';

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
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

/**
 * Reader 2 of the criteria: one query that answers which enrolments meet them at a time, as known then. It derives the
 * enrolments as `enrolmentsOf` does, in arrays of times (milliseconds) per learner and run; a property test holds the
 * two readers equal.
 */
export const matchingQuery = (counted: CountedFacts, criterion: Criterion, where: Where, at: Date): Query => {
  const values = new SqlParameters();
  const compiled = new CompiledCriterion(criterion, at, values);
  const now = values.of(at.getTime(), 'Int64');
  const course = where.course === undefined ? '' : `and course = ${values.of(where.course, 'String')}`;
  const run = where.run === undefined ? '' : `and run = ${values.of(where.run, 'String')}`;
  const facts = (condition: string): string =>
    `(select *, toUnixTimestamp64Milli(occurred_at) as t from ${counted(condition)} where t <= ${now})`;

  const ofEnrolment = compiled.times.filter(({ leaf }) => leaf.of === 'enrolment');
  const ofCourse = compiled.times.filter(({ leaf }) => leaf.of === 'course');
  const sql = `with
told as (
  select course, run, learner, registration,
    groupArrayIf((t, source, id, ${compiled.asksEnrolmentAttributes ? 'data' : "''"}, ${STANDING}), type = 'learning.Enrolled') as enrolled,
    groupArrayIf(t, type = 'learning.CourseCompleted') as completed,
    groupArrayIf(t, type = 'learning.Withdrawn') as withdrawn${ofEnrolment.map(collected).join('')}
  from ${facts(`type in ${typesOf(values, ofEnrolment, OF_ENROLMENT)} ${course} ${run}`)}
  group by course, run, learner, registration
),
learner_runs as (
  select course, run, learner, groupArray((${['registration', ...own(ofEnrolment)].join(', ')})) as parts
  from told group by course, run, learner
),
registered as (
  select course, run, learner, arrayJoin(arrayFilter(x -> notEmpty(x.2), parts)) as own,
    arrayFilter(x -> x.1 = '' and own.1 != '', parts) as shared,
    own.1 as registration, arraySort(own.2) as enrolled${own(ofEnrolment).slice(1).map(shared).join('')}
  from learner_runs
),
runs as (
  select course, run, argMax(${STARTS}, (t, source, id)) as starts
  from ${facts(`type = 'learning.CourseDescribed' ${course} ${run} and run != ''`)}
  where JSONHas(data, 'startsAt') group by course, run
),
courses as (
  select course, argMax(JSONExtractBool(data, 'repeats'), (t, source, id)) as repeats
  from ${facts(`type = 'learning.CourseDescribed' ${course}`)} where JSONHas(data, 'repeats') group by course
)${ofCourse.length === 0 ? '' : learnerCourses(ofCourse, facts(`type in ${typesOf(values, ofCourse, [])} ${course}`))}${
    compiled.people.length === 0 ? '' : people(compiled, facts("type = 'learning.PersonDescribed'"))
  }
select course, run, learner, registration, ordinal
from (select *, ${LATEST} from registered left join courses using (course) left join runs using (course, run)
  ${ofCourse.length === 0 ? '' : 'left join learner_courses using (course, learner)'}
  ${compiled.people.length === 0 ? '' : 'left join people using (learner)'})
where ${compiled.condition}
order by course, run, learner, registration`;
  return { sql, params: { ...values.values, asOf: at.toISOString() } };
};

/** The latest enrolment of each, where it stands and since when; the words are those of `enrolmentsOf`. */
const LATEST = `
  arrayFilter(x -> x != 0, arrayMap(done -> arrayFirst(x -> x > done, enrolled.1), if(repeats, completed, []))) as openings,
  toUInt32(1 + length(arrayDistinct(openings))) as ordinal,
  if(ordinal = 1, enrolled[1].1, arrayMax(openings)) as opened,
  if(ordinal = 1, toInt64(0), opened) as lower,
  arrayFirst(x -> x.1 = opened, enrolled).4 as opened_data,
  arrayFilter(x -> x >= lower, withdrawn) as left,
  arrayFilter(x -> x.1 >= lower and x.5 > arrayMax(left), enrolled) as returned,
  if(notEmpty(left) and notEmpty(returned), returned[1].1, opened) as enrolled_at,
  multiIf(arrayExists(x -> x >= lower, completed), 'completed',
    notEmpty(left) and empty(returned), 'withdrawn', 'current') as state`;

const OF_ENROLMENT = ['learning.Enrolled', 'learning.CourseCompleted', 'learning.Withdrawn'];

const STARTS = "toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(data, 'startsAt'), 3, 'UTC'))";

/** An Enrolled whose time is not known is the earliest. */
const STANDING = `if(JSONHas(data, 'timeKnown') and not JSONExtractBool(data, 'timeKnown'), toInt64(0), t)`;

const typesOf = (values: SqlParameters, columns: readonly TimesColumn[], always: readonly string[]): string =>
  values.of(
    [...new Set([...always, ...columns.flatMap(({ leaf }) => leaf.events.map(({ event }) => event))])],
    'Array(String)',
  );

/** Only a count needs every time; whether there was one is told by the latest, as all bounds are lower ones. */
const collected = ({ name, leaf, matches }: TimesColumn): string =>
  leaf.is === 'count'
    ? `,\n    groupArrayIf(t, ${matches}) as ${name}`
    : `,\n    if(countIf(${matches}) = 0, [], [maxIf(t, ${matches})]) as ${name}`;

const own = (columns: readonly TimesColumn[]): readonly string[] => [
  'enrolled',
  'completed',
  'withdrawn',
  ...columns.map(({ name }) => name),
];

/** A fact that tells no registration speaks of every registration in the run. */
const shared = (name: string, index: number): string =>
  `,\n    arrayConcat(own.${index + 3}, arrayFlatten(arrayMap(x -> x.${index + 3}, shared))) as ${name}`;

const learnerCourses = (columns: readonly TimesColumn[], from: string): string => `,
learner_courses as (
  select course, learner${columns.map(collected).join('')}
  from ${from} group by course, learner
)`;

const people = ({ people: columns }: CompiledCriterion, from: string): string => `,
people as (
  select learner${columns
    .map(
      ({ name, attribute }) =>
        `,\n    argMaxIf(data, (t, source, id), JSONHas(data, 'attributes', ${attribute})) as ${name}`,
    )
    .join('')}
  from ${from} group by learner
)`;
