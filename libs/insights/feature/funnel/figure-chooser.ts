import { type BehindFigure } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { type CountedUnit } from './counted-units.ts';
import { entryDates } from './entry-dates.ts';
import { windowMs } from './funnel-rules.ts';
import { valuesShown } from './shown-values.ts';

interface Chooser {
  place(unit: CountedUnit): boolean;
  value(text: string | null): boolean;
}

/** Tells the units of one figure of a funnel: by their place and row of the trend, and by the row of the breakdown. */
export const chooser = async (
  warehouse: Warehouse,
  question: BehindFigure,
  asking: Asking & { readonly asOf: Date },
): Promise<Chooser> => {
  const { breakdownValue } = question;
  const shown =
    typeof breakdownValue === 'object' && breakdownValue !== null
      ? await valuesShown(warehouse, question, asking)
      : undefined;
  const dateOf = entryDates(question.interval ?? 'day', question.timeZone);
  const began = ({ counted: { times } }: CountedUnit): boolean =>
    question.trendFrom === undefined || dateOf(times[0] ?? NaN) === question.trendFrom;
  return {
    place: (unit) => isAt(question, unit, asking.asOf.getTime()) && began(unit),
    value: (text) => {
      if (shown) return text !== null && !shown.has(text);
      return breakdownValue === undefined || text === breakdownValue;
    },
  };
};

const isAt = (
  { step, place, steps, window }: BehindFigure,
  { counted: { times } }: CountedUnit,
  asOf: number,
): boolean => {
  const [start] = times;
  if (start === undefined || times.length < step || place === 'reached') return times.length >= step;
  const wentOn = times.length > step || step === steps.length;
  if (place === 'converted' || wentOn) return place === 'converted' && wentOn;
  return start + windowMs(window) > asOf === (place === 'open');
};
