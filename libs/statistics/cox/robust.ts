import { weightedCrossProduct } from '../cross-product.ts';
import { type SymmetricMatrix } from '../linear-algebra.ts';
import { real, whole } from '../typed.ts';
import { before, cumulated, sumsOfMeans, tieSums, type TieSums } from './efron.ts';
import { type RiskSets } from './risk-sets.ts';
import { riskSums, type RiskSums } from './risk-sums.ts';

/**
 * The middle of Lin and Wei's sandwich (1989): the sum over the clusters of L L', L the sum of the score residuals of the
 * cluster's individuals; and the sum of all L. Without clusters each individual is its own. No correction for few clusters
 * (R survival: `residuals(type = "score")` under Efron's approximation, `robust = TRUE`).
 */
export const scoreVariation = (
  sets: RiskSets,
  coefficients: Float64Array,
): { readonly variation: SymmetricMatrix; readonly total: Float64Array } => {
  const residuals = scoreResiduals(sets, coefficients);
  const [columns, weights] = sets.clusters
    ? clusterSums(residuals, sets.counts, sets.clusters)
    : [residuals, sets.counts];
  return {
    variation: weightedCrossProduct(columns, weights),
    total: Float64Array.from(columns, (column) =>
      column.reduce((sum, value, row) => sum + value * real(weights, row), 0),
    ),
  };
};

/**
 * By covariate and row: the score residual of one of its individuals, the integral of covariate less mean of the risk set over
 * the martingale (Therneau & Grambsch 2000, 4.6). Tied events share the terms of Efron's sum evenly.
 */
const scoreResiduals = (sets: RiskSets, coefficients: Float64Array): readonly Float64Array[] => {
  const sums = riskSums(sets, coefficients);
  const ties = tieSums(sets, sums);
  const means = sumsOfMeans(sums, ties);
  const hazard = cumulated(ties.h, sets.firstOfStratum);
  const ofDying = differences(ties.gh, ties.h);
  return sets.columns.map((column, term) => {
    const atMoments = meanHazards(sums, ties, term);
    const meanHazard = cumulated(atMoments.all, sets.firstOfStratum);
    const residual = new Float64Array(column.length);
    for (let segment = 0; segment + 1 < sets.segments.length; segment++) {
      const moment = segment >> 1;
      const dies = segment % 2;
      const mean = dies ? real(means, moment * coefficients.length + term) / real(sets.deaths, moment) : 0;
      const upTo = real(hazard, moment) + dies * real(ofDying, moment);
      const meanUpTo = real(meanHazard, moment) + dies * real(atMoments.ofDying, moment);
      for (let row = whole(sets.segments, segment); row < whole(sets.segments, segment + 1); row++) {
        const entered = sets.late ? whole(sets.late.entered, row) : 0;
        const risk = real(sums.risks, row) / real(sets.counts, row);
        const exposure = upTo - before(hazard, entered);
        const meanExposure = meanUpTo - before(meanHazard, entered);
        residual[row] = dies * (real(column, row) - mean) - risk * (real(column, row) * exposure - meanExposure);
      }
    }
    return residual;
  });
};

const differences = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, index) => value - real(b, index));

/** By moment: the sum over Efron's terms of mean times hazard, and what those with the event there meet more or less of it. */
const meanHazards = (
  { survivors, dying, width }: RiskSums,
  { hh, ghh, gghh }: TieSums,
  term: number,
): { readonly all: Float64Array; readonly ofDying: Float64Array } => {
  const [all, ofDying] = [new Float64Array(hh.length), new Float64Array(hh.length)];
  for (let moment = 0; moment < hh.length; moment++) {
    const [s, d] = [real(survivors, moment * width + 1 + term), real(dying, moment * width + 1 + term)];
    all[moment] = s * real(hh, moment) + d * real(ghh, moment);
    ofDying[moment] = s * real(ghh, moment) + d * real(gghh, moment) - real(all, moment);
  }
  return { all, ofDying };
};

/** Residuals summed by cluster, each cluster with the weight one. */
const clusterSums = (
  residuals: readonly Float64Array[],
  counts: Float64Array,
  clusterOf: Int32Array,
): [readonly Float64Array[], Float64Array] => {
  const numbers = new Map<number, number>();
  const numberOf = clusterOf.map((cluster) => {
    const number = numbers.get(cluster) ?? numbers.size;
    if (number === numbers.size) numbers.set(cluster, number);
    return number;
  });
  const columns = residuals.map((residual) => {
    const sums = new Float64Array(numbers.size);
    for (let row = 0; row < residual.length; row++) {
      const number = whole(numberOf, row);
      sums[number] = real(sums, number) + real(residual, row) * real(counts, row);
    }
    return sums;
  });
  return [columns, new Float64Array(numbers.size).fill(1)];
};
