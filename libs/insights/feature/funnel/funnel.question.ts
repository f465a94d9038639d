import { type FunnelAnswer, type FunnelQuestion, type FunnelStepFigures } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Members, type StepFigures, timeBins, Tries, wilsonInterval } from '@laurel/statistics';
import { type Asking, withMeta } from '../answer-meta.ts';
import { eachCountedUnit } from './counted-units.ts';
import { entryDates } from './entry-dates.ts';
import { defineFunnel } from './funnel-definition.ts';
import { nameOf, windowMs } from './funnel-rules.ts';
import { amongPlaces } from './places.ts';
import { shownRows } from './shown-values.ts';
import { type ValueCodes } from './value-codes.ts';

/** Where people get to, step by step, and where the others are. */
export const askFunnel = (warehouse: Warehouse, question: FunnelQuestion, asking: Asking): Promise<FunnelAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const definition = defineFunnel(question);
  return withMeta(
    warehouse,
    asking,
    { asOf, definition, among: amongPlaces(question) },
    countFunnel(warehouse, question, { ...asking, asOf }),
  );
};

const countFunnel = async (
  warehouse: Warehouse,
  question: FunnelQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Omit<FunnelAnswer, 'meta'>> => {
  const { steps, window } = question;
  const tries = new Tries({ steps: steps.length, windowMs: windowMs(window), asOf: asking.asOf.getTime() });
  const codes = await eachCountedUnit(warehouse, question, asking, ({ counted, value }) => tries.add(counted, value));
  return {
    steps: stepsOf(question, tries.figures()),
    timeToConvert: timeBins(tries.secondsToConvert()).map(({ from, to, count }) => ({
      ...{ fromSeconds: from, toSeconds: to, count },
    })),
    ...breakdownOf(question, tries, codes),
    trend: trendOf(question, tries),
  };
};

const stepsOf = ({ steps }: FunnelQuestion, figures: readonly StepFigures[]): FunnelStepFigures[] =>
  figures.map(({ reached, dropped, open, fromFirst, fromPrevious }, index) => {
    const ofFirst = shareOf(reached, figures[0], index);
    const ofPrevious = shareOf(reached, figures[Math.max(index - 1, 0)], index);
    const step = steps[index];
    return {
      name: step ? nameOf(step) : '',
      ...{ reached, dropped, open },
      ...{ rateFromFirst: ofFirst.rate, intervalFromFirst: ofFirst.interval },
      ...{ rateFromPrevious: ofPrevious.rate, intervalFromPrevious: ofPrevious.interval },
      ...{ secondsFromFirst: fromFirst ?? null, secondsFromPrevious: fromPrevious ?? null },
    };
  });

interface RateWithInterval {
  readonly rate: number | null;
  readonly interval: FunnelStepFigures['intervalFromFirst'];
}

const shareOf = (successes: number, whole: StepFigures | undefined, index: number): RateWithInterval => {
  const known = wilsonInterval({ successes, total: whole?.reached ?? 0 });
  if (!known) return { rate: null, interval: null };
  const { estimate, lower, upper } = known;
  return { rate: estimate, interval: index === 0 ? null : { lower, upper } };
};

const breakdownOf = (
  question: FunnelQuestion,
  tries: Tries,
  codes: ValueCodes,
): Pick<FunnelAnswer, 'breakdown' | 'other'> => {
  if (!question.breakdown) return { breakdown: null, other: null };
  const groups = [...tries.groupBy((at) => tries.valueOf(at))];
  const { shown, rest } = shownRows(
    groups.map(([code, members]) => ({ value: codes.textOf(code), members, entered: members.length })),
    question.breakdown.limit,
  );
  const figures = (members: Members): FunnelStepFigures[] => stepsOf(question, tries.figures(members));
  const others = rest.flatMap(({ members }) => Array.from(members));
  return {
    breakdown: shown.map(({ value, members }) => ({ value, steps: figures(members) })),
    other: rest.length === 0 ? null : { values: rest.length, steps: figures(others) },
  };
};

const trendOf = (question: FunnelQuestion, tries: Tries): FunnelAnswer['trend'] => {
  if (!question.interval) return null;
  const dateOf = entryDates(question.interval, question.timeZone);
  return [...tries.groupBy((at) => dateOf(tries.startOf(at)))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, members]) => ({ from, steps: stepsOf(question, tries.figures(members)) }));
};
