import { type FunnelAnswer, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { FunnelCount } from '@laurel/statistics';
import { type Asking, withMeta } from '../answer-meta.ts';
import { eachUnit, type StepEvents } from './funnel.query.ts';

const DAY_MS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 14;

/** Where people get to, step by step, and where the others are. */
export const askFunnel = (warehouse: Warehouse, question: FunnelQuestion, asking: Asking): Promise<FunnelAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const definition = defineFunnel(question);
  return withMeta(warehouse, asking, { asOf, definition }, countFunnel(warehouse, question, { ...asking, asOf }));
};

const countFunnel = async (
  warehouse: Warehouse,
  question: FunnelQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Pick<FunnelAnswer, 'steps'>> => {
  const count = new FunnelCount({ steps: question.steps.length, windowMs: windowMs(question.window) }, asOf.getTime());
  const query = {
    unit: question.unit,
    steps: question.steps.map(eventsOf),
    entered: { from: timeOf(question.entered.from, -Infinity), to: timeOf(question.entered.to, Infinity) },
    asOf,
    asker,
  };
  await eachUnit(warehouse, query, limits, (unit) => count.add(unit));
  return { steps: question.steps.map((step, index) => stepAnswer(count, step, index)) };
};

const eventsOf = ({ event, where, anyOf }: FunnelStep): StepEvents => ({
  events: (anyOf ?? (event === undefined ? [] : [{ event, where: [] }])).map((one) => ({
    event: one.event,
    where: [...where, ...one.where],
  })),
});

const windowMs = (window: FunnelQuestion['window']): number => {
  if (window?.unlimited) return Infinity;
  if (window?.seconds !== undefined) return window.seconds * 1000;
  return (window?.days ?? DEFAULT_WINDOW_DAYS) * DAY_MS;
};

const timeOf = (iso: string | undefined, otherwise: number): number =>
  iso === undefined ? otherwise : Date.parse(iso);

const stepAnswer = (count: FunnelCount, step: FunnelStep, index: number): FunnelAnswer['steps'][number] => {
  const reached = count.reached[index] ?? 0;
  return {
    name: nameOf(step),
    reached,
    dropped: count.dropped[index] ?? 0,
    open: count.open[index] ?? 0,
    rateFromFirst: rate(reached, count.reached[0]),
    rateFromPrevious: rate(reached, count.reached[Math.max(index - 1, 0)]),
  };
};

const nameOf = (step: FunnelStep): string =>
  step.name ??
  eventsOf(step)
    .events.map(({ event }) => event)
    .join(' or ');

const rate = (part: number, whole: number | undefined): number | null => (whole ? part / whole : null);

const defineFunnel = ({ unit, window }: FunnelQuestion): Record<string, string> => {
  const whose = unit === 'learner' ? 'learners' : 'enrolments';
  const ms = windowMs(window);
  const within = Number.isFinite(ms)
    ? `within ${ms / DAY_MS} days of their first step, inclusive`
    : 'at any time after';
  return {
    reached: `${whose} whose deepest try did this step and all before it in order, ${within}; every start is tried`,
    dropped: `${whose} that reached this step and not the next, and whose window had ended by asOf`,
    open: `${whose} that reached this step and not the next, and whose window had not ended by asOf`,
    rateFromFirst: 'reached / reached of the first step',
    rateFromPrevious: 'reached / reached of the step before; 1 at the first step',
  };
};
