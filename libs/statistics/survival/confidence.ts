import { criticalValue } from '../special-functions.ts';

/** On which scale of the survival S the interval is symmetric; log(-log(S)) keeps it inside 0 and 1 by itself. */
export type Transform = 'plain' | 'log' | 'log-log';

export interface Confidence {
  /** Between 0 and 1: 0.95. */
  readonly level: number;
  readonly transform: Transform;
}

/** Null where the estimate says nothing: R's NA. */
export interface Limits {
  readonly lower: number | null;
  readonly upper: number | null;
}

const NONE: Limits = { lower: null, upper: null };

/**
 * Pointwise limits of a survival from the standard error of its logarithm, as R's survfit with conf.type plain, log or
 * log-log has them (Kalbfleisch & Prentice 2002, 1.4; Klein & Moeschberger 2003, 4.3): none where S = 0, and on the
 * log-log scale none where S = 1 either.
 */
export const survivalLimits = (survival: number, errorOfLog: number, { level, transform }: Confidence): Limits => {
  if (survival === 0) return NONE;
  const margin = criticalValue(level) * errorOfLog;
  switch (transform) {
    case 'plain':
      return { lower: Math.max(survival * (1 - margin), 0), upper: Math.min(survival * (1 + margin), 1) };
    case 'log':
      return { lower: survival * Math.exp(-margin), upper: Math.min(survival * Math.exp(margin), 1) };
    case 'log-log': {
      if (survival === 1) return NONE;
      const spread = Math.exp(-margin / Math.log(survival));
      return { lower: survival ** spread, upper: survival ** (1 / spread) };
    }
  }
};
