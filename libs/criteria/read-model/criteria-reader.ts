import { type Criterion, type Leaf } from '@laurel/contracts';
import { type Enrolment, type EnrolmentFacts, enrolmentOf, type Fact, leavesOf } from '@laurel/criteria-domain';
import { z } from 'zod';
import { type Match, matchingQuery, type Where } from './matching.query.ts';
import { type CriteriaWarehouse, type FactSql } from './warehouse.port.ts';

export interface LearnersOf {
  readonly learners: readonly { readonly course: string; readonly learner: string }[];
  readonly run?: string;
}

/** What rules, segments and requirements ask the facts. Everything is answered as it was, and was known, `at` that time. */
export interface CriteriaReader {
  /** The enrolments that meet the criterion, by course, run, learner, registration and ordinal. */
  matching(criterion: Criterion, where: Where, at: Date): Promise<readonly Match[]>;
  /** All enrolments of these learners, each in the course beside it, with the facts that the criterion looks at. */
  enrolments(criterion: Criterion, of: LearnersOf, at: Date): Promise<readonly Enrolment[]>;
  /** Learners with an enrolment, in order, behind `after`. */
  learners(
    where: Where,
    at: Date,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly string[]>;
}

export const criteriaReader = (warehouse: CriteriaWarehouse, facts: FactSql): CriteriaReader => ({
  matching: (criterion, where, at) => {
    const { sql, params } = matchingQuery(facts, criterion, where, at);
    return warehouse.rows<Match>(sql, params);
  },

  enrolments: async (criterion, { run, learners: of }, at) => {
    const { about, withData } = typesOf(criterion);
    const [courses, learners] = [of.map(({ course }) => course), of.map(({ learner }) => learner)];
    const ofCourse = facts.enrolmentFacts(COLUMNS, `type in {about:Array(String)} and ${AMONG}`, false, AMONG);
    const described = facts.countedFacts({
      columns: ['source', 'id', 'course', 'run', 'occurred_at', 'data'],
      from: 'course_descriptions',
      where: 'course in {courses:Array(String)}',
    });
    const people = facts.countedFacts({
      columns: COLUMNS,
      // What is about no course stands together.
      where: `type = 'learning.PersonDescribed' and course = '' and learner in {learners:Array(String)}`,
    });
    const rows = await warehouse.rows<FactRow>(
      `select distinct source, id, type, learner, course, run, toUnixTimestamp64Milli(occurred_at) as t,
         if(type in {withData:Array(String)}, data, '{}') as data, enrolment_run, enrolment_registration, enrolment_round
       from (
         select ${SHORT}, enrolment_run, enrolment_registration, enrolment_round from ${ofCourse}
         union all select source, id, 'learning.CourseDescribed', '', course, run, occurred_at, data, '', '', 0 from ${described}
         union all select ${SHORT}, '', '', 0 from ${people}
       )`,
      { about, withData, courses, learners, asOf: at.getTime() },
    );
    return enrolmentsIn(rows).filter((one) => run === undefined || one.run === run);
  },

  learners: async ({ course, run }, at, { after, limit }) => {
    const where = [
      "type = 'learning.Enrolled' and learner > {after:String}",
      ...(course === undefined ? [] : ['course = {course:String}']),
      ...(run === undefined ? [] : ['run = {run:String}']),
    ].join(' and ');
    const rows = await warehouse.rows<{ learner: string }>(
      `select distinct learner from ${facts.countedFacts({ columns: ['learner'], where })} order by learner limit {limit:UInt32}`,
      { after, limit, course: course ?? '', run: run ?? '', asOf: at.getTime() },
    );
    return rows.map(({ learner }) => learner);
  },
});

/** A set of pairs, which the sort key of the facts narrows to few rows. */
const AMONG = `(course, learner) in (
  select one.1, one.2 from (select arrayJoin(arrayZip({courses:Array(String)}, {learners:Array(String)})) as one))`;
const COLUMNS = ['source', 'id', 'type', 'learner', 'course', 'run', 'occurred_at', 'data'] as const;
const SHORT = COLUMNS.join(', ');
const STANDING = ['learning.Enrolled', 'learning.CourseCompleted', 'learning.Withdrawn'];
const DESCRIPTIONS = ['learning.CourseDescribed', 'learning.PersonDescribed'];

export const typesOf = (criterion: Criterion): { about: readonly string[]; withData: readonly string[] } => {
  const leaves = leavesOf(criterion);
  const assessed = leaves.some(({ is }) => is === 'assessment') ? ['learning.AssessmentSubmitted'] : [];
  const events = leaves.flatMap(eventsOf);
  return {
    about: [...STANDING, ...assessed, ...events.map(({ event }) => event)],
    withData: [
      'learning.Enrolled',
      ...DESCRIPTIONS,
      ...assessed,
      ...events.filter(({ where }) => where).map(({ event }) => event),
    ],
  };
};

const eventsOf = (leaf: Leaf) => ('events' in leaf ? leaf.events : []);

interface FactRow {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly t: string;
  readonly data: string;
  readonly enrolment_run: string;
  readonly enrolment_registration: string;
  readonly enrolment_round: number;
}

const dataOf = z.record(z.string(), z.unknown());

const factOf = ({ source, id, type, run, t, data }: FactRow): Fact => ({
  ...{ source, id, type, run },
  occurredAt: new Date(Number(t)),
  data: data === '{}' ? {} : dataOf.parse(JSON.parse(data)),
});

interface Growing extends EnrolmentFacts {
  readonly facts: Fact[];
}

const enrolmentsIn = (rows: readonly FactRow[]): readonly Enrolment[] => {
  const descriptionsOf = new Lists();
  const peopleOf = new Lists();
  const courseFactsOf = new Lists();
  const enrolments = new Map<string, Growing>();
  for (const row of rows) {
    const { learner, course } = row;
    const fact = factOf(row);
    if (row.type === 'learning.CourseDescribed') descriptionsOf.of(course).push(fact);
    else if (row.type === 'learning.PersonDescribed') peopleOf.of(learner).push(fact);
    else courseFactsOf.of(course, learner).push(fact);
    if (row.enrolment_round === 0) continue;
    const { enrolment_run: run, enrolment_registration: registration, enrolment_round: ordinal } = row;
    const key = JSON.stringify([course, learner, run, registration, ordinal]);
    const enrolment = enrolments.get(key) ?? {
      ...{ learner, course, run, registration, ordinal, facts: [] },
      courseFacts: courseFactsOf.of(course, learner),
      courseDescriptions: descriptionsOf.of(course),
      personDescriptions: peopleOf.of(learner),
    };
    enrolment.facts.push(fact);
    enrolments.set(key, enrolment);
  }
  return [...enrolments.values()].map(enrolmentOf);
};

/** A list for each name. */
class Lists {
  private readonly lists = new Map<string, Fact[]>();

  of(...name: readonly string[]): Fact[] {
    const key = JSON.stringify(name);
    const list = this.lists.get(key) ?? [];
    this.lists.set(key, list);
    return list;
  }
}
