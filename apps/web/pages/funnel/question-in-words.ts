import { type Condition, type FunnelExclusion, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';
import { formatMoment } from '@laurel/web-ui';
import { eventName } from '../../words.ts';
import { everyStepIs, ownConditions } from './draft.ts';

/** What a step is called where nobody named it. */
export const stepName = ({ name, ...events }: FunnelStep): string => name ?? eventsInWords(events);

export const eventsInWords = ({ event, anyOf }: Pick<FunnelStep, 'event' | 'anyOf'>): string =>
  event === undefined ? (anyOf ?? []).map((one) => eventName(one.event)).join(' or ') : eventName(event);

export const ORDERS: Readonly<Record<FunnelQuestion['order'], string>> = {
  ordered: 'in this order, other things may lie between',
  strict: 'in this order, with nothing between',
  any: 'in any order',
};

export const OCCURRENCES: Readonly<Record<FunnelStep['occurrence'], string>> = {
  any: 'every time',
  'first-ever': 'only the first time ever',
  'first-matching': 'only the first that fits',
};

export const exclusionInWords = ({ after, before, ...events }: FunnelExclusion): string =>
  `${[eventsInWords(events), ...events.where.map(conditionInWords)].join(', ')} between step ${after} and step ${before}`;

/** The whole question in words: what stands over its answer. A step with a name of its own is called by it alone. */
export const stepsInWords = (question: FunnelQuestion): string =>
  question.steps
    .map((step) =>
      [
        stepName(step),
        ...(step.name === undefined ? ownConditions(question, step).map(conditionInWords) : []),
        ...(step.occurrence === 'any' ? [] : [OCCURRENCES[step.occurrence]]),
      ].join(', '),
    )
    .join(question.order === 'any' ? ' + ' : ' → ');

export const scopeInWords = (question: FunnelQuestion): string => {
  const course = everyStepIs(question, 'course');
  const run = everyStepIs(question, 'run');
  const { from, to } = question.entered;
  return [
    question.unit === 'enrolment' ? 'Enrolments' : 'Learners',
    ...(course === '' ? [] : [`in ${course}`]),
    ...(isAboutCourses(question) ? [] : ['in every course']),
    ...(run === '' ? [] : [`run ${run}`]),
    ...(from === undefined ? [] : [`entered from ${formatMoment(from)}`]),
    ...(to === undefined ? [] : [`entered before ${formatMoment(to)}`]),
    ...moreInWords(question),
    ...(question.asOf === undefined ? [] : [`as known on ${formatMoment(question.asOf)}`]),
  ].join(', ');
};

const moreInWords = ({ order, exclusions, breakdown, interval }: FunnelQuestion): readonly string[] => [
  ...(order === 'ordered' ? [] : [ORDERS[order]]),
  ...exclusions.map((one) => `without those who did: ${exclusionInWords(one)}`),
  ...(breakdown === undefined ? [] : [`by ${breakdown.by}`]),
  ...(interval === undefined ? [] : [`by ${interval} of entry`]),
];

const isAboutCourses = ({ steps }: FunnelQuestion): boolean =>
  steps.some(({ where }) => where.some(({ field }) => field === 'course' || field === 'event.course'));

/** A condition in words. */
export const conditionInWords = (condition: Condition): string => {
  if (condition.op === 'exists') return `${condition.field} ${condition.value ? 'is told' : 'is not told'}`;
  const value = condition.op === 'in' ? condition.value.join(', ') : String(condition.value);
  return `${condition.field} ${OPERATORS[condition.op]} ${value === '' ? '(none told)' : value}`;
};

export const OPERATORS = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  lt: 'is less than',
  lte: 'is at most',
  gt: 'is more than',
  gte: 'is at least',
  contains: 'contains',
} as const satisfies Record<Exclude<Condition['op'], 'exists'>, string>;
