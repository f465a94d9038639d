import {
  type AttributeCriterion,
  type Comparison,
  type Criterion,
  type ElapsedCriterion,
  type FactsCriterion,
  type HasCriterion,
  type Joined,
  type LearnerCriterion,
  type LearnerElapsedCriterion,
  type LearnerFactsCriterion,
  type LearnerLeaf,
  type Leaf,
  type Population,
  type Scalar,
  type SegmentCriterion,
} from '@laurel/contracts';
import { isLeaf } from './criterion.ts';
import { messagePhrase } from './messages.ts';
import { figureWords, placeWords } from './place-words.ts';
import { awayWords, momentWords, windowWords } from './window-words.ts';

/** The criterion as one plain sentence: "Who is still enrolled, has no activity, and began at least 14 days ago." */
export const sentenceOf = (criterion: Criterion): string => `Who ${phrase(criterion)}.`;
export const sentenceOfLearner = (criterion: LearnerCriterion): string => `Who ${learnerPhrase(criterion)}.`;

export const sentenceOfPopulation = (population: Population): string =>
  population.about === 'learner'
    ? `Everybody who ${learnerPhrase(population.criterion)}.`
    : `Every enrolment${placeWords(population.where)} of somebody who ${phrase(population.criterion)}.`;

const phrase = (criterion: Criterion): string => joined(criterion, leafPhrase);
const learnerPhrase = (criterion: LearnerCriterion): string => joined(criterion, learnerLeafPhrase);

const joined = <L extends { readonly is: string }>(criterion: Joined<L>, ofLeaf: (leaf: L) => string): string => {
  if (isLeaf(criterion)) return ofLeaf(criterion);
  if (criterion.is === 'not') return `is not somebody who ${joined(criterion.the, ofLeaf)}`;
  const parts = criterion.all.map((one) => {
    const words = joined(one, ofLeaf);
    return isLeaf(one) || (one.is !== 'not' && one.all.length === 1) ? words : `(${words})`;
  });
  return list(parts, criterion.is);
};

/** "a", "a or b", "a, b, and c". */
const list = (parts: readonly string[], word: 'and' | 'or'): string => {
  if (parts.length <= 2) return parts.join(` ${word} `);
  return `${parts.slice(0, -1).join(', ')}, ${word} ${parts.at(-1) ?? ''}`;
};

const STATES = { current: 'is still enrolled', withdrawn: 'withdrew', completed: 'completed' } as const;
const STANDS = {
  failed: {
    any: 'failed an assessment and has not passed it',
    first: 'failed the first assessment and has not passed it',
  },
  overdue: {
    any: 'has not submitted an assessment that was due',
    first: 'has not submitted the first assessment that was due',
  },
} as const;

const leafPhrase = (leaf: Leaf): string => {
  if ('events' in leaf) return factsPhrase(leaf);
  switch (leaf.is) {
    case 'state':
      return STATES[leaf.state];
    case 'elapsed':
      return elapsedPhrase(leaf);
    case 'attribute':
      return attributePhrase(leaf);
    case 'assessment':
      return STANDS[leaf.stands][leaf.which ?? 'any'];
    case 'learner':
      return learnerPhrase(leaf.meets);
  }
};

const learnerLeafPhrase = (leaf: LearnerLeaf): string => {
  if ('events' in leaf) return factsPhrase(leaf);
  switch (leaf.is) {
    case 'message':
      return `${messagePhrase(leaf)}${windowWords(leaf)}`;
    case 'elapsed':
      return elapsedPhrase(leaf);
    case 'attribute':
      return attributePhrase(leaf);
    case 'has':
      return hasPhrase(leaf);
    case 'segment':
      return segmentPhrase(leaf);
    case 'funnel':
      return figureWords(leaf);
  }
};

const factsPhrase = (leaf: FactsCriterion | LearnerFactsCriterion): string => {
  const whose = 'of' in leaf && leaf.of === 'course' ? ' in any enrolment' : '';
  const rest = `${leaf.called}${whose}${windowWords(leaf)}`;
  switch (leaf.is) {
    case 'performed':
      return `has ${rest}`;
    case 'notPerformed':
      return `has no ${rest}`;
    case 'count':
      return `has ${timesOf(leaf)} ${rest}`;
  }
};

interface Limits {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

const timesOf = ({ atLeast, atMost }: Limits): string => `${rangeOf({ atLeast, atMost }) ?? 'any number of'} times`;

/** "at least 2", "2 to 5"; undefined where there is no limit. */
const rangeOf = ({ atLeast, atMost }: Limits): string | undefined => {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? `exactly ${atLeast}` : `${atLeast} to ${atMost}`;
  if (atMost !== undefined) return `at most ${atMost}`;
  return atLeast === undefined ? undefined : `at least ${atLeast}`;
};

const elapsedPhrase = ({ since, awayStops, ...limits }: ElapsedCriterion | LearnerElapsedCriterion): string => {
  const days = rangeOf(limits);
  const last = limits.atMost ?? limits.atLeast ?? 0;
  const ago = days === undefined ? 'before now' : `${days} ${last === 1 ? 'day' : 'days'} ago`;
  return `${momentPhrase(since)} ${ago}${awayWords(awayStops)}`;
};

const momentPhrase = (since: ElapsedCriterion['since']): string => {
  if (since === 'enrolled') return 'enrolled';
  return since === 'begun' ? 'enrolled, or saw the run start if that was later,' : `had ${momentWords(since)}`;
};

const attributePhrase = ({ name, test, of }: Pick<AttributeCriterion, 'name' | 'test' | 'of'>): string =>
  `${comparisonPhrase(name, test)}${of === 'enrolment' ? ' at the enrolment' : ''}`;

const SIGNS = { lt: 'below', lte: 'of at most', gt: 'above', gte: 'of at least' } as const;

const comparisonPhrase = (name: string, test: Comparison): string => {
  switch (test.op) {
    case 'eq':
      return `has ${name} ${quoted(test.value)}`;
    case 'ne':
      return `does not have ${name} ${quoted(test.value)}`;
    case 'in':
      return `has ${name} ${list(test.value.map(quoted), 'or')}`;
    case 'exists':
      return test.value ? `has a ${name}` : `has no ${name}`;
    case 'contains':
      return `has a ${name} with ${quoted(test.value)} in it`;
    default:
      return `has a ${name} ${SIGNS[test.op]} ${quoted(test.value)}`;
  }
};

const quoted = (value: Scalar): string => (typeof value === 'string' ? `“${value}”` : String(value));

const hasPhrase = ({ course, run, meets }: HasCriterion): string => {
  const enrolment = `has an enrolment${placeWords({ course, run })}`;
  return meets ? `${enrolment} in which the person ${phrase(meets)}` : enrolment;
};

const segmentPhrase = ({ segment, version }: SegmentCriterion): string =>
  `is in the segment ${segment}${version === undefined ? '' : ` (version ${version})`}`;
