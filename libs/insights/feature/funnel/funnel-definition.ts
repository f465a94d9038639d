import { type FunnelQuestion } from '@laurel/contracts';
import { windowMs } from './funnel-rules.ts';

const DAY_MS = 86_400_000;

/** One sentence per number of a funnel: what it counts. */
export const defineFunnel = (question: FunnelQuestion): Record<string, string> => {
  const { unit, breakdown, interval } = question;
  const whose = unit === 'learner' ? 'learners' : 'enrolments';
  return {
    reached: `${whose} whose deepest try did ${doneIn(question)}, ${within(question)}; every start is tried${exclusionsOf(question)}`,
    dropped: `${whose} that reached this step and not the next, and whose window had ended by asOf`,
    open: `${whose} that reached this step and not the next, and whose window had not ended by asOf`,
    rateFromFirst: 'reached / reached of the first step, with a Wilson interval of 95%',
    rateFromPrevious: 'reached / reached of the step before, with a Wilson interval of 95%; 1 at the first step',
    secondsFromFirst:
      'seconds from the first step to this one in the counted tries that reached it; quantiles of type 7',
    secondsFromPrevious:
      'seconds from the step before to this one in the counted tries that reached it; quantiles of type 7',
    timeToConvert: `${whose} that did all steps, by the seconds from the first to the last`,
    ...(breakdown ? { breakdown: `the same by ${breakdown.by} as ${saidBy(breakdown.attribution)}` } : {}),
    ...(interval ? { trend: `the same by the ${interval} in which the counted try began` } : {}),
  };
};

const doneIn = ({ order }: FunnelQuestion): string => {
  switch (order) {
    case 'ordered':
      return 'this step and all before it in order';
    case 'strict':
      return 'this step and all before it in order with nothing between';
    case 'any':
      return 'at least so many of the steps, in any order';
  }
};

const within = ({ window }: FunnelQuestion): string => {
  const ms = windowMs(window);
  return Number.isFinite(ms) ? `within ${ms / DAY_MS} days of their first step, inclusive` : 'at any time after';
};

const exclusionsOf = ({ exclusions, order }: FunnelQuestion): string => {
  if (exclusions.length === 0) return '';
  return order === 'any'
    ? '; whose deepest tries are all voided by an exclusion stay at the first step'
    : '; whose deepest tries are all voided by an exclusion are not in the funnel';
};

const saidBy = (attribution: NonNullable<FunnelQuestion['breakdown']>['attribution']): string => {
  switch (attribution) {
    case 'first':
      return 'the first step of the counted try that has a value says it';
    case 'last':
      return 'the last step of the counted try that has a value says it';
    case 'all':
      return 'all steps of the counted try say it alike';
  }
  return `step ${attribution.step} of the counted try says it`;
};
