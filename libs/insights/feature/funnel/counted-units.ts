import { type FunnelQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { attributed, countedTry, NO_VALUE, type Try, valuesOfSteps } from '@laurel/statistics';
import { type Asking } from '../answer-meta.ts';
import { type FunnelQuery } from './funnel-sql.ts';
import { eachUnit } from './funnel.query.ts';
import { rulesOf } from './funnel-rules.ts';
import { type UnitKey } from './packed-units.ts';
import { type ValueCodes } from './value-codes.ts';

/** A learner or enrolment with the try that counts for it. */
export interface CountedUnit {
  readonly counted: Try;
  /** What the breakdown says of it, as a code; NO_VALUE where there is none or no breakdown. */
  readonly value: number;
  /** Only in lists. */
  readonly key: UnitKey | undefined;
}

/** What the engine is asked for. */
export const queryOf = (
  question: FunnelQuestion,
  { asker, asOf, list }: Pick<FunnelQuery, 'asker' | 'asOf'> & { readonly list?: FunnelQuery['list'] | undefined },
): FunnelQuery => {
  const { unit, order, breakdown } = question;
  const { coded } = rulesOf(question);
  return { unit, order, ...coded, breakdown: breakdown?.by, asOf, asker, ...(list ? { list } : {}) };
};

/** Calls back with each unit in the funnel: who never started, and who left it by an exclusion, is not in it. */
export const eachCountedUnit = (
  warehouse: Warehouse,
  question: FunnelQuestion,
  { asker, limits, asOf, list }: Asking & { readonly asOf: Date; readonly list?: NonNullable<FunnelQuery['list']> },
  take: (unit: CountedUnit, codes: ValueCodes) => void,
): Promise<ValueCodes> => {
  const { rules } = rulesOf(question);
  const { breakdown } = question;
  const query = queryOf(question, { asker, asOf, list });
  return eachUnit(warehouse, query, limits, (row, codes) => {
    const counted = countedTry(row.events, rules);
    if (!counted) return;
    const values = (): readonly number[] =>
      row.hasHistory
        ? counted.times.map((time) => row.valueAt(time))
        : valuesOfSteps(row.events, rules, counted, codes.compare);
    const value = breakdown ? attributed(values(), breakdown.attribution) : NO_VALUE;
    take({ counted, value, key: row.key }, codes);
  });
};
