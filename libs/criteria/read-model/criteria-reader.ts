import { type Criterion, type Enrolment, enrolmentsOf, type Fact, leavesOf } from '@laurel/criteria-domain';
import { z } from 'zod';
import { type Match, matchingQuery, type Where } from './matching.query.ts';
import { type CountedFacts, type CriteriaWarehouse } from './warehouse.port.ts';

export interface LearnersOf extends Where {
  readonly course: string;
  readonly learners: readonly string[];
}

/** What rules, segments and requirements ask the facts. Everything is answered as known and as of `at`. */
export interface CriteriaReader {
  /** The enrolments that meet the criterion, by course, run, learner, registration. */
  matching(criterion: Criterion, where: Where, at: Date): Promise<readonly Match[]>;
  /** The latest enrolments of these learners in the course, with the facts that the criterion looks at. */
  enrolments(criterion: Criterion, of: LearnersOf, at: Date): Promise<readonly Enrolment[]>;
  /** Learners with an enrolment, in order, behind `after`. */
  learners(
    where: Where,
    at: Date,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly string[]>;
}

export const criteriaReader = (warehouse: CriteriaWarehouse, counted: CountedFacts): CriteriaReader => ({
  matching: (criterion, where, at) => {
    const { sql, params } = matchingQuery(counted, criterion, where, at);
    return warehouse.rows<Match>(sql, params);
  },

  enrolments: async (criterion, { course, run, learners }, at) => {
    const events = leavesOf(criterion).flatMap((leaf) => ('events' in leaf ? leaf.events : []));
    const rows = await warehouse.rows<FactRow>(
      `select source, id, type, learner, course, run, registration,
         toUnixTimestamp64Milli(occurred_at) as t, if(type in {withData:Array(String)}, data, '{}') as data
       from ${counted(`(type in {ofCourse:Array(String)} and course = {course:String} and learner in {learners:Array(String)})
         or (type = 'learning.CourseDescribed' and course = {course:String})
         or (type = 'learning.PersonDescribed' and learner in {learners:Array(String)})`)}
       where t <= {at:Int64}`,
      {
        ofCourse: [...OF_ENROLMENT, ...events.map(({ event }) => event)],
        withData: [...WITH_DATA, ...events.filter(({ where }) => where).map(({ event }) => event)],
        course,
        learners,
        at: at.getTime(),
        asOf: at.toISOString(),
      },
    );
    const enrolments = enrolmentsOf(rows.map(factOf), at);
    return run === undefined ? enrolments : enrolments.filter((one) => one.run === run);
  },

  learners: async ({ course, run }, at, { after, limit }) => {
    const rows = await warehouse.rows<{ learner: string }>(
      `select distinct learner from ${counted(
        `type = 'learning.Enrolled' and learner > {after:String}
         ${course === undefined ? '' : 'and course = {course:String}'} ${run === undefined ? '' : 'and run = {run:String}'}`,
      )} where toUnixTimestamp64Milli(occurred_at) <= {at:Int64} order by learner limit {limit:UInt32}`,
      { after, limit, course: course ?? '', run: run ?? '', at: at.getTime(), asOf: at.toISOString() },
    );
    return rows.map(({ learner }) => learner);
  },
});

const OF_ENROLMENT = ['learning.Enrolled', 'learning.CourseCompleted', 'learning.Withdrawn'];
const WITH_DATA = ['learning.Enrolled', 'learning.CourseDescribed', 'learning.PersonDescribed'];

interface FactRow {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly t: string;
  readonly data: string;
}

const dataOf = z.record(z.string(), z.unknown());

const factOf = ({ t, data, ...rest }: FactRow): Fact => ({
  ...rest,
  occurredAt: new Date(Number(t)),
  data: data === '{}' ? {} : dataOf.parse(JSON.parse(data)),
});
