import { weightedCrossProduct } from '../cross-product.ts';
import { type SymmetricMatrix } from '../linear-algebra.ts';
import { real, whole } from '../typed.ts';
import { type RiskSets } from './risk-sets.ts';
import { type RiskSums, riskSums } from './risk-sums.ts';

/**
 * Sums over the tied events of a moment by Efron's approximation (Efron 1977; Therneau & Grambsch 2000, 3.3). The k-th of d
 * tied individuals (k = 1..d) meets the survivors whole and the dying with the share g = k / d: its denominator is
 * 1 / h = S + g D, the mean covariate of its risk set (s + g d) h. By moment: sums over k of h, g h, h^2, g h^2 and g^2 h^2.
 */
export interface TieSums {
  readonly h: Float64Array;
  readonly gh: Float64Array;
  readonly hh: Float64Array;
  readonly ghh: Float64Array;
  readonly gghh: Float64Array;
  /** Over all moments: the sum of log(S + g D). */
  readonly logDenominators: number;
}

export const tieSums = ({ deaths }: RiskSets, { survivors, dying, width }: RiskSums): TieSums => {
  const moments = deaths.length;
  const empty = (): Float64Array => new Float64Array(moments);
  const sums = { h: empty(), gh: empty(), hh: empty(), ghh: empty(), gghh: empty() };
  let logDenominators = 0;
  for (let moment = 0; moment < moments; moment++) {
    const surviving = real(survivors, moment * width);
    const leaving = real(dying, moment * width);
    logDenominators += addTies({ surviving, leaving, tied: real(deaths, moment) }, sums, moment);
  }
  return { ...sums, logDenominators };
};

/** Products of denominators are kept within this, and their logarithm is taken once for many. */
const GREATEST_PRODUCT = 1e100;

const addTies = (
  { surviving, leaving, tied }: { readonly surviving: number; readonly leaving: number; readonly tied: number },
  sums: Omit<TieSums, 'logDenominators'>,
  moment: number,
): number => {
  let h = 0;
  let gh = 0;
  let hh = 0;
  let ghh = 0;
  let gghh = 0;
  let logarithm = 0;
  let product = 1;
  for (let k = 1; k <= tied; k++) {
    const share = k / tied;
    const denominator = surviving + share * leaving;
    const own = 1 / denominator;
    h += own;
    gh += share * own;
    hh += own * own;
    ghh += share * own * own;
    gghh += share * share * own * own;
    product *= denominator;
    if (product > GREATEST_PRODUCT || product < 1 / GREATEST_PRODUCT) {
      logarithm += Math.log(product);
      product = 1;
    }
  }
  sums.h[moment] = h;
  sums.gh[moment] = gh;
  sums.hh[moment] = hh;
  sums.ghh[moment] = ghh;
  sums.gghh[moment] = gghh;
  return logarithm + Math.log(product);
};

/** By moment and covariate: the sum over the tied events of the mean covariate of their risk sets. */
export const sumsOfMeans = ({ survivors, dying, width }: RiskSums, { h, gh }: TieSums): Float64Array => {
  const terms = width - 1;
  const means = new Float64Array(h.length * terms);
  for (let moment = 0; moment < h.length; moment++)
    for (let term = 0; term < terms; term++) {
      const at = moment * width + 1 + term;
      means[moment * terms + term] = real(survivors, at) * real(h, moment) + real(dying, at) * real(gh, moment);
    }
  return means;
};

/** Sums of `values` up to each moment, from the beginning of its stratum. */
export const cumulated = (values: Float64Array, firstOfStratum: Uint8Array): Float64Array => {
  const sums = new Float64Array(values.length);
  for (let moment = 0; moment < values.length; moment++)
    sums[moment] = (firstOfStratum[moment] === 1 ? 0 : real(sums, moment - 1)) + real(values, moment);
  return sums;
};

/**
 * The information of Efron's likelihood, each moment's part multiplied by its `factor`: the covariance matrices of the
 * covariates in the risk sets. Their second moments are summed by row instead of by moment: a row's risk stands in all sets
 * it was in, so x x' is weighed once, with the risk times the hazard that was cumulated meanwhile.
 */
export const information = (sets: RiskSets, sums: RiskSums, ties: TieSums, factor?: Float64Array): SymmetricMatrix => {
  const weighed = (values: Float64Array): Float64Array =>
    factor ? values.map((value, moment) => value * real(factor, moment)) : values;
  const exposure = exposures(sets, sums.risks, weighed(ties.h), weighed(ties.gh));
  const matrix = weightedCrossProduct(sets.columns, exposure);
  const [hh, ghh, gghh] = [weighed(ties.hh), weighed(ties.ghh), weighed(ties.gghh)];
  for (let moment = 0; moment < hh.length; moment++)
    subtractMeans(matrix, sums, moment, {
      hh: real(hh, moment),
      ghh: real(ghh, moment),
      gghh: real(gghh, moment),
    });
  return matrix;
};

/** By row: its risk times the hazard cumulated while it was at risk; at its own event it counts with the shares. */
const exposures = (
  { segments, late, firstOfStratum }: RiskSets,
  risks: Float64Array,
  h: Float64Array,
  gh: Float64Array,
): Float64Array => {
  const hazard = cumulated(h, firstOfStratum);
  const exposure = new Float64Array(risks.length);
  for (let segment = 0; segment + 1 < segments.length; segment++) {
    const moment = segment >> 1;
    const dies = segment % 2 === 1;
    const upTo = real(hazard, moment) + (dies ? real(gh, moment) - real(h, moment) : 0);
    for (let row = whole(segments, segment); row < whole(segments, segment + 1); row++)
      exposure[row] = real(risks, row) * (upTo - (late ? before(hazard, whole(late.entered, row)) : 0));
  }
  return exposure;
};

/** Of a cumulated value: what there was before a row entered. */
export const before = (cumulatedValues: Float64Array, entered: number): number =>
  entered === 0 ? 0 : real(cumulatedValues, entered - 1);

const subtractMeans = (
  matrix: SymmetricMatrix,
  { survivors, dying, width }: RiskSums,
  moment: number,
  { hh, ghh, gghh }: { readonly hh: number; readonly ghh: number; readonly gghh: number },
): void => {
  const at = moment * width + 1;
  for (const [row, values] of matrix.entries()) {
    const ofSurvivors = real(survivors, at + row);
    const ofDying = real(dying, at + row);
    const bySurvivors = ofSurvivors * hh + ofDying * ghh;
    const byDying = ofSurvivors * ghh + ofDying * gghh;
    for (let column = 0; column < values.length; column++)
      values[column] =
        real(values, column) - bySurvivors * real(survivors, at + column) - byDying * real(dying, at + column);
  }
};

/** Efron's partial log-likelihood at coefficients of the scaled covariates, with its first and second derivatives. */
export interface PartialLikelihood {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: SymmetricMatrix;
}

export const partialLikelihood = (
  sets: RiskSets,
  dyingCovariates: Float64Array,
  coefficients: Float64Array,
): PartialLikelihood => {
  const sums = riskSums(sets, coefficients);
  const ties = tieSums(sets, sums);
  const terms = coefficients.length;
  const means = sumsOfMeans(sums, ties);
  const score = dyingCovariates.slice();
  for (let at = 0; at < means.length; at++) score[at % terms] = real(score, at % terms) - real(means, at);
  const ofDying = coefficients.reduce((sum, value, term) => sum + value * real(dyingCovariates, term), 0);
  return { logLikelihood: ofDying - ties.logDenominators, score, information: information(sets, sums, ties) };
};
