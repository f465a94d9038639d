import { gammaQuantile } from './special-functions.ts';

/** The exact limits of a Poisson count's expectation (Garwood 1936; R: poisson.test). The lower is 0 for none. */
export const poissonInterval = (count: number, level: number): { readonly lower: number; readonly upper: number } => {
  const tail = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : gammaQuantile(tail, count),
    upper: gammaQuantile(1 - tail, count + 1),
  };
};
