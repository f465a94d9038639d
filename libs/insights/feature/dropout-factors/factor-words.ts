import { type DropoutFactorsQuestion } from '@laurel/contracts';
import { type ChiSquaredTest, type CoxCoefficient, type CoxWarning } from '@laurel/statistics';
import { lengthWords, ORIGIN, dropoutWords, untilWords } from '../dropout-curve/curve-definition.ts';
import { periodOf } from './behaviour.query.ts';

export const NOTE =
  'Association, not cause: who differs in a factor may differ in much else that was not asked about. A hazard ratio of 1.4 says how fast, not how many, leave.';

/** Three digits, without zeros that say nothing. */
const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** "F leaves 1.4 times as fast as M"; of a number, what 1 more goes with. Null where nothing was estimated. */
export const ratioInWords = (
  who: string,
  comparedWith: string | null,
  { hazardRatio, lower, upper }: Pick<CoxCoefficient, 'hazardRatio' | 'lower' | 'upper'>,
): string | null => {
  if (hazardRatio === null || lower === null || upper === null) return null;
  const whom = comparedWith === null ? `each 1 more of ${who}` : who;
  const than = comparedWith === null ? '' : ` as ${comparedWith}`;
  const doubt = lower <= 1 && upper >= 1 ? '; the limits allow for no difference' : '';
  return `${whom} leaves ${figure(hazardRatio)} times as fast${than}${doubt}`;
};

export const valueInWords = (value: string | null): string => value ?? 'who nothing was told of';

const DOUBTFUL = 0.05;

/** A sentence where the hazard ratios change with time. */
export const proportionalityInWords = (what: string, { p }: ChiSquaredTest): string | null =>
  p === null || p >= DOUBTFUL
    ? null
    : `the hazard ratio of ${what} is not the same at all times (p ${p.toPrecision(2)}): read it as an average over time, or stratify by it`;

/** `named` says what a column of the regression is in the words of the question. */
export const warningInWords = (
  warning: CoxWarning,
  named: (covariate: string) => string,
): { readonly code: string; readonly message: string } => {
  switch (warning.kind) {
    case 'not-estimable':
      return {
        code: warning.kind,
        message: `${warning.covariates.map(named).join(', ')} follows from the factors before it: it has no ratio of its own`,
      };
    case 'may-be-infinite':
      return {
        code: warning.kind,
        message: `${warning.covariates.map(named).join(', ')} separates who leaves from who stays: its ratio may be without limit`,
      };
    case 'not-converged':
      return {
        code: warning.kind,
        message: `no maximum was found in ${warning.iterations} steps: do not read the figures`,
      };
  }
};

/** One sentence per number, of this question. */
export const definitionOf = (question: DropoutFactorsQuestion): Record<string, string> => {
  const { origin, stratifyBy, robust, level } = question;
  const period = periodOf(question);
  return {
    enrolments: `enrolments (learner x course x run x registration) followed from ${ORIGIN[origin]} ${untilWords(question)}, of which all factors are known`,
    learners: 'different learners among them',
    events: `enrolments whose first dropout, ${dropoutWords(question)}, lies within follow-up and not after a completion; completions are censored`,
    leftOut: 'enrolments that are not in the regression, by why',
    terms: 'coefficients that are estimated; 10 dropouts or more for each',
    hazardRatio: `exp(coefficient) of Cox's regression (Efron)${stratifyBy === undefined ? '' : `, each ${stratifyBy} with a baseline of its own`}: the rate of dropping out over that of the reference, all other factors being equal`,
    lower: `${level * 100}% limits by Wald, from the ${robust ? 'robust' : 'model'} error`,
    ...(robust ? { robustStandardError: 'Lin and Wei: enrolments of one learner count as one unit' } : {}),
    tests: 'that no factor matters: likelihood ratio, Wald, score',
    proportionality: 'Grambsch and Therneau: that the ratios are the same at all times (cox.zph, km)',
    screening: 'a regression on each factor alone; p adjusted after Benjamini and Hochberg',
    ...(period === undefined
      ? {}
      : {
          behaviour: `as known at the beginning of each period: at entry, then every ${lengthWords({ days: period })} from the origin; nothing later is looked at`,
        }),
  };
};
