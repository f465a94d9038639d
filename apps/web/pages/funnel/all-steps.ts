import { formatCount, type IntervalPoint } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';

type Steps = Schemas['AskFunnelAnswer']['steps'];

/** Of fewer than so many a rate says little. */
const FEW = 5;

export const enteredOf = (steps: Steps): number => steps[0]?.reached ?? 0;
export const didAllOf = (steps: Steps): number => steps.at(-1)?.reached ?? 0;
/** Null of nobody. */
export const rateOf = (steps: Steps): number | null => steps.at(-1)?.rateFromFirst ?? null;

/** How many of those who entered did all steps, with the interval. */
export const allStepsPoint = (key: string, label: string, steps: Steps): IntervalPoint & { readonly of: string } => {
  const interval = steps.at(-1)?.intervalFromFirst;
  return {
    key,
    label,
    estimate: rateOf(steps),
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    small: enteredOf(steps) < FEW,
    of: `${formatCount(didAllOf(steps))} of ${formatCount(enteredOf(steps))}`,
  };
};
