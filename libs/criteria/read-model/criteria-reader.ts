import { type Criterion, type LearnerCriterion, type Member, type Population } from '@laurel/contracts';
import { asksPeople, type Enrolment, type Learner } from '@laurel/criteria-domain';
import { type About, namedIn, type NamedPeople } from './naming.ts';
import { type Where } from './compiling.ts';
import { type Match } from './matching.query.ts';
import { demandOf, demandOfLearner } from './demand.ts';
import { keepLists } from './listed-people.ts';
import { loadEnrolments, loadLearners } from './loading.ts';
import { membersQuery, sizeQuery } from './members.query.ts';
import { type CriteriaWarehouse, type FactSql } from './warehouse.port.ts';

export interface LearnersOf {
  readonly learners: readonly { readonly course: string; readonly learner: string }[];
  readonly run?: string;
}

export interface PopulationSize {
  /** null where the population is of people. */
  readonly enrolments: number | null;
  readonly learners: number;
}

/** What rules, segments and requirements ask the facts. Everything is answered as it was, and was known, `at` that time. */
export interface CriteriaReader {
  /** The enrolments that meet the criterion, by course, run, learner, registration and ordinal. */
  matching(criterion: Criterion, where: Where, at: Date): Promise<readonly Match[]>;
  /** The people that meet the criterion, in order, whether they ever enrolled or not. */
  matchingLearners(criterion: LearnerCriterion, at: Date): Promise<readonly string[]>;
  /** Either of them; behind `after` and no more than `limit`, in the order of `matching`, where a page is asked for. */
  members(population: Population, at: Date, page?: MembersPage): Promise<readonly Member[]>;
  size(population: Population, at: Date): Promise<PopulationSize>;
  /** All enrolments of these learners, each in the course beside it, with the facts that the criterion looks at. */
  enrolments(criterion: Criterion, of: LearnersOf, at: Date): Promise<readonly Enrolment[]>;
  /** These people, with the facts that the criterion looks at; those of whom nothing is known are not among them. */
  people(criterion: LearnerCriterion, learners: readonly string[], at: Date): Promise<readonly Learner[]>;
  /** Learners with an enrolment, in order, behind `after`. */
  learners(
    where: Where,
    at: Date,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly string[]>;
}

export interface MembersPage {
  readonly after?: Member | undefined;
  readonly limit: number;
}

/** Without anybody to name, a criterion with a segment or a funnel in it cannot be asked. */
const NOBODY_NAMED: NamedPeople = {
  segment: () => Promise.resolve(undefined),
  behindFigure: () => Promise.reject(new Error('funnels cannot be asked here')),
};

export const criteriaReader = (
  warehouse: CriteriaWarehouse,
  facts: FactSql,
  people: NamedPeople = NOBODY_NAMED,
): CriteriaReader => {
  const named = async (of: About, at: Date) => {
    const all = await namedIn(of, people, at);
    await keepLists(warehouse, all);
    return all;
  };
  const lookedAt = async (population: Population, at: Date): Promise<FactSql> =>
    facts.look ? facts.look(warehouse, { course: courseOf(population), at }) : facts;
  const members: CriteriaReader['members'] = async (population, at, page) => {
    const looked = await lookedAt(population, at);
    const { sql, params } = membersQuery(looked, population, { at, page, named: await named(population, at) });
    return warehouse.rows<Member>(sql, params);
  };
  return {
    members,
    matching: (criterion, where, at) => members({ about: 'enrolment', where, criterion }, at),

    matchingLearners: async (criterion, at) => {
      const found = await members({ about: 'learner', criterion }, at);
      return found.map(({ learner }) => learner);
    },

    size: async (population, at) => {
      const looked = await lookedAt(population, at);
      const { sql, params } = sizeQuery(looked, population, { at, named: await named(population, at) });
      const [row] = await warehouse.rows<{ enrolments: string; learners: string }>(sql, params);
      const enrolments = population.about === 'enrolment' ? Number(row?.enrolments ?? 0) : null;
      return { enrolments, learners: Number(row?.learners ?? 0) };
    },

    enrolments: async (criterion, of, at) => {
      const known = await named({ about: 'enrolment', criterion }, at);
      const demand = demandOf(criterion, known);
      const ids = [...new Set(of.learners.map(({ learner }) => learner))];
      const whole = demand.person ? await loadLearners({ warehouse, facts }, { demand, named: known, at }, ids) : [];
      const personOf = new Map(whole.map((one) => [one.learner, one]));
      const loaded = await loadEnrolments({ warehouse, facts }, { demand, of, at }, (id) => personOf.get(id));
      return loaded.filter((one) => of.run === undefined || one.run === of.run);
    },

    people: async (criterion, learners, at) => {
      const known = await named({ about: 'learner', criterion }, at);
      const demand = demandOfLearner(criterion, known);
      return loadLearners({ warehouse, facts }, { demand, named: known, at }, learners);
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
  };
};

/** The course that all is about; a person may have enrolments in others. */
const courseOf = (population: Population): string | undefined => {
  if (population.about === 'learner') return undefined;
  return asksPeople(population.criterion) ? undefined : population.where.course;
};
