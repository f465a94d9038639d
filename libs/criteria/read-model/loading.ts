import { type Enrolment, type Learner, type Named } from '@laurel/criteria-domain';
import { type LearnersOf } from './criteria-reader.ts';
import { type Demand } from './demand.ts';
import { ABOUT_PEOPLE } from './learners.query.ts';
import { enrolmentsIn, type FactRow, learnersIn } from './loaded-facts.ts';
import { STANDING } from './told-data.ts';
import { type CriteriaWarehouse, type FactSql } from './warehouse.port.ts';

interface Facts {
  readonly warehouse: CriteriaWarehouse;
  readonly facts: FactSql;
}

/** All enrolments of these learners, each in the course beside it. */
export const loadEnrolments = async (
  { warehouse, facts }: Facts,
  { demand, of, at }: { readonly demand: Demand; readonly of: LearnersOf; readonly at: Date },
  personOf: (learner: string) => Learner | undefined,
): Promise<readonly Enrolment[]> => {
  const [courses, learners] = [of.learners.map(({ course }) => course), of.learners.map(({ learner }) => learner)];
  const ofCourse = facts.enrolmentFacts(COLUMNS, `type in {about:Array(String)} and ${AMONG}`, false, AMONG);
  // What is about no course stands together.
  const about = `type = '${PERSON_DESCRIBED}' and course = '' and learner in {learners:Array(String)}`;
  const rows = await warehouse.rows<FactRow>(
    readFacts([
      `select ${SHORT}, ${OF_ENROLMENT} from ${ofCourse}`,
      courseDescriptions(facts, 'course in {courses:Array(String)}'),
      `select ${SHORT}, ${OF_NONE} from ${facts.countedFacts({ columns: COLUMNS, where: about })}`,
    ]),
    { ...typesOf(demand, STANDING), courses, learners, asOf: at.getTime() },
  );
  return enrolmentsIn(rows, demand.person ? personOf : undefined);
};

/** Those of these people of whom anything is known. */
export const loadLearners = async (
  { warehouse, facts }: Facts,
  { demand, named, at }: { readonly demand: Demand; readonly named: Named; readonly at: Date },
  learners: readonly string[],
): Promise<readonly Learner[]> => {
  const theirs = 'learner in {learners:Array(String)}';
  const counted = (where: string): string => facts.countedFacts({ columns: COLUMNS, where: `${where} and ${theirs}` });
  const asked = 'type in {about:Array(String)}';
  const known = `select distinct '' as source, '' as id, '' as type, learner, '' as course, '' as run, occurred_at, '' as data, ${OF_NONE}
    from (select learner, min(occurred_at) as occurred_at from ${counted('type in {people:Array(String)}')} group by learner)`;
  const ofPeople = demand.enrolments
    ? [
        `select ${SHORT}, ${OF_ENROLMENT} from ${facts.enrolmentFacts(COLUMNS, `${asked} and ${theirs}`, false, theirs)}`,
        courseDescriptions(
          facts,
          `course in (select course from facts where type = 'learning.Enrolled' and ${theirs})`,
        ),
      ]
    : [`select ${SHORT}, ${OF_NONE} from ${counted(asked)}`];
  const rows = await warehouse.rows<FactRow>(readFacts([known, ...ofPeople]), {
    ...typesOf(demand, [PERSON_DESCRIBED, ...(demand.enrolments ? STANDING : [])]),
    ...{ learners, people: ABOUT_PEOPLE, asOf: at.getTime() },
  });
  const people = new Set(rows.filter(({ type }) => type === '').map(({ learner }) => learner));
  const told = rows.filter(({ type, learner }) => type !== '' && (people.has(learner) || type === COURSE_DESCRIBED));
  const found = new Map(learnersIn(told, named).map((one) => [one.learner, one]));
  return [...people].map((learner) => found.get(learner) ?? { learner, facts: [], enrolments: [], named });
};

const PERSON_DESCRIBED = 'learning.PersonDescribed';
const COURSE_DESCRIBED = 'learning.CourseDescribed';

/** A set of pairs, which the sort key of the facts narrows to few rows. */
const AMONG = `(course, learner) in (
  select one.1, one.2 from (select arrayJoin(arrayZip({courses:Array(String)}, {learners:Array(String)})) as one))`;
const COLUMNS = ['source', 'id', 'type', 'learner', 'course', 'run', 'occurred_at', 'data'] as const;
const SHORT = COLUMNS.join(', ');
const OF_ENROLMENT = 'enrolment_run, enrolment_registration, enrolment_round';
const OF_NONE = "'' as enrolment_run, '' as enrolment_registration, 0 as enrolment_round";

const courseDescriptions = (facts: FactSql, where: string): string =>
  `select source, id, '${COURSE_DESCRIBED}' as type, '' as learner, course, run, occurred_at, data, ${OF_NONE}
   from ${facts.countedFacts({
     columns: ['source', 'id', 'course', 'run', 'occurred_at', 'data'],
     from: 'course_descriptions',
     where,
   })}`;

const readFacts = (parts: readonly string[]): string => `
select distinct source, id, type, learner, course, run, toUnixTimestamp64Milli(occurred_at) as t,
  if(type in {withData:Array(String)}, data, '{}') as data, ${OF_ENROLMENT}
from (${parts.join(' union all ')})`;

/** What is read, and of what the data is looked at. */
export const typesOf = ({ events, assessments }: Demand, always: readonly string[]) => {
  const assessed = assessments ? ['learning.AssessmentSubmitted'] : [];
  return {
    about: [...new Set([...always, ...assessed, ...events.map(({ event }) => event)])],
    withData: [
      ...['learning.Enrolled', COURSE_DESCRIBED, PERSON_DESCRIBED],
      ...assessed,
      ...events.filter(({ where }) => where).map(({ event }) => event),
    ],
  };
};
