import { type Criterion, type LearnerCriterion, type Population } from '@laurel/contracts';
import {
  type Enrolment,
  evaluate,
  evaluateLearner,
  type Learner,
  type SegmentDefinition,
} from '@laurel/criteria-domain';
import { type CriteriaReader, criteriaReader, type NamedPeople } from '@laurel/criteria-read-model';
import { criteriaFacts, type Warehouse } from '@laurel/insights-read-model';
import fc from 'fast-check';
import { drawnCriterion, drawnLearnerCriterion } from './drawn-criteria.ts';
import { DRAWN_AT } from './drawn-histories.ts';
import { drawnWorlds, tellWorlds, worldLearners } from './drawn-worlds.ts';

export interface Comparison {
  readonly histories: number;
  readonly rules: number;
  /** How often a rule found somebody. */
  readonly found: number;
  /** What one reader finds and the other does not. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly rule: Criterion | LearnerCriterion;
  readonly onlyEvaluator: readonly string[];
  readonly onlyQuery: readonly string[];
}

export interface Comparing {
  readonly people: number;
  readonly rules: number;
  readonly seed: number;
  /** Every learner has one enrolment at the most in a course: then the short ways are taken. */
  readonly oneKey: boolean;
}

/** Holds both readers against each other over everybody: half of the rules are about enrolments, half about people. */
export const compareReaders = async (
  warehouse: Warehouse,
  { people, rules, seed, oneKey }: Comparing,
): Promise<Comparison> => {
  await tellWorlds(warehouse, drawnWorlds(people, { seed, oneKey }));
  const learners = worldLearners(people);
  const half = { numRuns: rules / 2, seed };
  const aboutEnrolments = fc.sample(drawnCriterion, half);
  const aboutPeople = fc.sample(drawnLearnerCriterion, half);
  const reader = criteriaReader(warehouse, criteriaFacts, namedPeople(learners, half));
  const all: Criterion = { is: 'and', all: aboutEnrolments };
  const everyone: LearnerCriterion = { is: 'and', all: [...aboutPeople, { is: 'has', meets: all }] };
  const persons = await inBatches(learners, (batch) => reader.people(everyone, batch, DRAWN_AT));
  const enrolments = persons.flatMap((one) => one.enrolments);
  const differences: Difference[] = [];
  let found = 0;
  for (const rule of aboutEnrolments) {
    const evaluated = enrolments.filter((one) => evaluate(rule, one, DRAWN_AT).holds).map(keyOf);
    const queried = (await reader.matching(rule, {}, DRAWN_AT)).map(keyOf);
    found += queried.length;
    differences.push(...differenceOf(rule, evaluated, queried));
  }
  for (const rule of aboutPeople) {
    const evaluated = persons.filter((one) => evaluateLearner(rule, one, DRAWN_AT).holds).map(({ learner }) => learner);
    const queried = await reader.matchingLearners(rule, DRAWN_AT);
    found += queried.length;
    differences.push(...differenceOf(rule, evaluated, queried));
  }
  return { histories: learners.length, rules: aboutEnrolments.length + aboutPeople.length, found, differences };
};

const keyOf = ({
  learner,
  course,
  run,
  registration,
  ordinal,
}: Omit<Enrolment, 'state'> | Awaited<ReturnType<CriteriaReader['matching']>>[number]) =>
  [course, run, learner, registration, ordinal].join('/');

const differenceOf = (
  rule: Difference['rule'],
  evaluated: readonly string[],
  queried: readonly string[],
): readonly Difference[] => {
  const [one, other] = [new Set(evaluated), new Set(queried)];
  const onlyEvaluator = [...one].filter((key) => !other.has(key));
  const onlyQuery = [...other].filter((key) => !one.has(key));
  return onlyEvaluator.length + onlyQuery.length === 0 && evaluated.length === queried.length
    ? []
    : [{ rule, onlyEvaluator: onlyEvaluator.slice(0, SHOWN), onlyQuery: onlyQuery.slice(0, SHOWN) }];
};

const SHOWN = 5;
const AT_ONCE = 500;

const inBatches = async (
  learners: readonly string[],
  load: (batch: readonly string[]) => Promise<readonly Learner[]>,
): Promise<readonly Learner[]> => {
  const all: Learner[] = [];
  for (let from = 0; from < learners.length; from += AT_ONCE)
    all.push(...(await load(learners.slice(from, from + AT_ONCE))));
  return all;
};

/** Three segments that drawn criteria name: two live ones, of people and of enrolments, and a fixed one. */
const namedPeople = (learners: readonly string[], drawn: { readonly seed: number }): NamedPeople => {
  const plain = { seed: drawn.seed, numRuns: 20 };
  const isPlain = (one: unknown): boolean => !JSON.stringify(one).includes('"segment"');
  const ofPeople = fc.sample(drawnLearnerCriterion, plain).find(isPlain) ?? { is: 'has' };
  const ofEnrolments = fc.sample(drawnCriterion, plain).find(isPlain) ?? { is: 'state', state: 'current' };
  const populations: Readonly<Record<string, Population>> = {
    'drawn-live': { about: 'learner', criterion: ofPeople },
    'drawn-enrolled': { about: 'enrolment', where: { run: 'r1' }, criterion: ofEnrolments },
    'drawn-fixed': { about: 'learner', criterion: ofPeople },
  };
  return {
    segment: (id) => Promise.resolve(definitionOf(id, populations[id], learners)),
    behindFigure: () => Promise.resolve([]),
  };
};

const definitionOf = (
  segment: string,
  population: Population | undefined,
  learners: readonly string[],
): SegmentDefinition | undefined =>
  population && {
    ...{ segment, version: 1, title: segment, population },
    members: segment === 'drawn-fixed' ? new Set(learners.filter((_, index) => index % 3 === 0)) : undefined,
  };
