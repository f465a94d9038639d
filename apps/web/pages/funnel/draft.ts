import { type Condition, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';

/** Changes to a question that is being written. Pure: each answers a new question. */

const MAX_DAYS = 36_500;
const PLACES = ['course', 'run'] as const;

export const withStep = (question: FunnelQuestion, index: number, step: FunnelStep): FunnelQuestion => ({
  ...question,
  steps: question.steps.map((old, at) => (at === index ? step : old)),
});

export const withoutStep = (question: FunnelQuestion, index: number): FunnelQuestion =>
  withinSteps({ ...question, steps: question.steps.filter((_, at) => at !== index) });

/** What speaks of a step that is there no more goes with it. */
const withinSteps = (question: FunnelQuestion): FunnelQuestion => {
  const { steps, exclusions, breakdown } = question;
  const last = steps.length;
  const of = breakdown?.attribution;
  return {
    ...question,
    exclusions: exclusions
      .map((one) => ({ ...one, before: Math.min(one.before, last) }))
      .filter(({ after, before }) => after < before),
    breakdown:
      breakdown && typeof of === 'object' && of.step > last ? { ...breakdown, attribution: 'first' } : breakdown,
  };
};

/** Leaving spans the whole funnel, the most usual exclusion. */
export const withNewExclusion = (question: FunnelQuestion): FunnelQuestion => ({
  ...question,
  exclusions: [
    ...question.exclusions,
    { event: 'learning.Withdrawn', where: sharedPlace(question), after: 1, before: question.steps.length },
  ],
});

/** In any order an exclusion can only span the whole funnel. */
export const withOrder = (question: FunnelQuestion, order: FunnelQuestion['order']): FunnelQuestion => ({
  ...question,
  order,
  exclusions:
    order === 'any'
      ? question.exclusions.map((one) => ({ ...one, after: 1, before: question.steps.length }))
      : question.exclusions,
});

/** Events of a step, one or several; the conditions that each has alone stay with it. */
export const eventsOf = ({ event, anyOf }: FunnelStep): NonNullable<FunnelStep['anyOf']> =>
  anyOf ?? (event === undefined ? [] : [{ event, where: [] }]);

export const withEvents = (step: FunnelStep, events: NonNullable<FunnelStep['anyOf']>): FunnelStep => {
  const [first, ...others] = events;
  if (first && others.length === 0 && first.where.length === 0)
    return { ...step, event: first.event, anyOf: undefined };
  return { ...step, event: undefined, anyOf: events };
};

/** A new last step, in the same course or run as all the others. */
export const withNewStep = (question: FunnelQuestion): FunnelQuestion => ({
  ...question,
  steps: [...question.steps, { event: 'learning.CourseCompleted', occurrence: 'any', where: sharedPlace(question) }],
});

export const moved = (question: FunnelQuestion, index: number, by: -1 | 1): FunnelQuestion => {
  const steps = [...question.steps];
  const [step] = steps.splice(index, 1);
  if (step) steps.splice(index + by, 0, step);
  return { ...question, steps };
};

/** The value that every step asks of `course` or `run`; '' where they do not agree. */
export const everyStepIs = ({ steps }: FunnelQuestion, field: 'course' | 'run'): string => {
  const values = new Set(steps.map(({ where }) => valueOf(where, field)));
  return values.size === 1 ? ([...values][0] ?? '') : '';
};

/** All steps in one course (or run); '' lifts it. Other conditions stay. */
export const withPlace = (question: FunnelQuestion, field: 'course' | 'run', value: string): FunnelQuestion => {
  const place = value === '' ? [] : [{ field, op: 'eq' as const, value }];
  const moved = <Part extends { readonly where: Condition[] }>(part: Part): Part => ({
    ...part,
    where: [...place, ...part.where.filter((condition) => !isPlace(condition, field))],
  });
  return { ...question, steps: question.steps.map(moved), exclusions: question.exclusions.map(moved) };
};

/** Conditions that are not already said by the course and run of the whole question. */
export const ownConditions = (question: FunnelQuestion, step: FunnelStep): readonly Condition[] => {
  const shared = PLACES.filter((field) => everyStepIs(question, field) !== '');
  return step.where.filter((condition) => !shared.some((field) => isPlace(condition, field)));
};

export type WindowUnit = 'days' | 'seconds' | 'unlimited';

export const windowOf = ({ window }: FunnelQuestion): { readonly unit: WindowUnit; readonly length: string } => {
  if (window === null) return { unit: 'days', length: '14' };
  if (window.unlimited) return { unit: 'unlimited', length: '' };
  return window.days === undefined
    ? { unit: 'seconds', length: String(window.seconds ?? '') }
    : { unit: 'days', length: String(window.days) };
};

/** Undefined where the length makes no sense. */
export const windowFrom = (unit: WindowUnit, length: string): FunnelQuestion['window'] | undefined => {
  if (unit === 'unlimited') return { unlimited: true };
  const number = Number(length);
  if (!(number > 0) || number > MAX_DAYS * (unit === 'days' ? 1 : 86_400)) return undefined;
  return unit === 'days' ? { days: number } : { seconds: number };
};

/** `<input type="date">` speaks of days in the zone of the reader; the question speaks of instants. */
export const dayOf = (instant: string | undefined): string => {
  if (instant === undefined) return '';
  const at = new Date(instant);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};
export const instantOf = (day: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00`).toISOString() : undefined;

const isPlace = (condition: Condition, field: 'course' | 'run'): boolean =>
  condition.field === field && condition.op === 'eq';

const valueOf = (where: readonly Condition[], field: 'course' | 'run'): string => {
  const found = where.find((condition) => isPlace(condition, field));
  return found?.op === 'eq' ? String(found.value) : '';
};

const sharedPlace = (question: FunnelQuestion): FunnelStep['where'] =>
  PLACES.flatMap((field) => {
    const value = everyStepIs(question, field);
    return value === '' ? [] : [{ field, op: 'eq' as const, value }];
  });
