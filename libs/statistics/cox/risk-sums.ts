import { real, whole } from '../typed.ts';
import { type RiskSets } from './risk-sets.ts';

/**
 * What Efron's likelihood needs of the risk sets at given coefficients. By moment, `width` numbers each: the sum of the risks
 * exp(x'b), then of risk times each covariate.
 */
export interface RiskSums {
  readonly width: number;
  /** Of those at risk without an event at the moment. */
  readonly survivors: Float64Array;
  /** Of those with an event at the moment. */
  readonly dying: Float64Array;
  /** By row: exp(x'b) times the individuals. */
  readonly risks: Float64Array;
}

/** One pass over the rows, and one over the moments. */
export const riskSums = (sets: RiskSets, coefficients: Float64Array): RiskSums => {
  const width = coefficients.length + 1;
  const risks = new Float64Array(sets.counts.length);
  const bySegment = segmentSums(sets, coefficients, risks);
  const moments = sets.times.length;
  const survivors = new Float64Array(moments * width);
  const dying = new Float64Array(moments * width);
  const entering = sets.late && enteringSums(sets, sets.late.entered, risks);
  const atRisk = new Float64Array(width);
  for (let moment = moments - 1; moment >= 0; moment--) {
    if (sets.lastOfStratum[moment] === 1 || sets.late?.staying[moment] === 0) atRisk.fill(0);
    else if (entering) add(atRisk, entering, (moment + 1) * width, -1);
    add(atRisk, bySegment, 2 * moment * width, 1);
    survivors.set(atRisk, moment * width);
    const own = (2 * moment + 1) * width;
    dying.set(bySegment.subarray(own, own + width), moment * width);
    add(atRisk, bySegment, own, 1);
  }
  return { width, survivors, dying, risks };
};

const add = (target: Float64Array, values: Float64Array, from: number, factor: number): void => {
  for (let index = 0; index < target.length; index++)
    target[index] = real(target, index) + factor * real(values, from + index);
};

/** Segment by segment, so that a row's covariates are still in a near cache when they are summed. */
const segmentSums = (
  { columns, counts, segments }: RiskSets,
  coefficients: Float64Array,
  risks: Float64Array,
): Float64Array => {
  const width = columns.length + 1;
  const sums = new Float64Array((segments.length - 1) * width);
  for (let segment = 0; segment + 1 < segments.length; segment++) {
    const start = whole(segments, segment);
    const end = whole(segments, segment + 1);
    columns.forEach((column, term) => addMultiple(risks, column, real(coefficients, term), { start, end }));
    for (let row = start; row < end; row++) risks[row] = Math.exp(real(risks, row)) * real(counts, row);
    sums[segment * width] = sum(risks, start, end);
    columns.forEach((column, term) => {
      sums[segment * width + 1 + term] = sumOfProducts(risks, column, start, end);
    });
  }
  return sums;
};

interface Range {
  readonly start: number;
  readonly end: number;
}

const addMultiple = (target: Float64Array, values: Float64Array, factor: number, { start, end }: Range): void => {
  if (factor === 0) return;
  for (let row = start; row < end; row++) target[row] = real(target, row) + factor * real(values, row);
};

const sum = (values: Float64Array, start: number, end: number): number => {
  let total = 0;
  for (let row = start; row < end; row++) total += real(values, row);
  return total;
};

const sumOfProducts = (a: Float64Array, b: Float64Array, start: number, end: number): number => {
  let total = 0;
  for (let row = start; row < end; row++) total += real(a, row) * real(b, row);
  return total;
};

/** By moment: the sums over the rows that are at risk from it on, and were not before. */
const enteringSums = ({ columns, times }: RiskSets, entered: Int32Array, risks: Float64Array): Float64Array => {
  const width = columns.length + 1;
  const sums = new Float64Array(times.length * width);
  for (let row = 0; row < risks.length; row++) {
    const at = whole(entered, row) * width;
    if (at === 0) continue;
    const risk = real(risks, row);
    sums[at] = real(sums, at) + risk;
    for (let term = 1; term < width; term++) {
      const column = columns[term - 1];
      if (column) sums[at + term] = real(sums, at + term) + risk * real(column, row);
    }
  }
  return sums;
};

/** By moment and covariate: the sum over the individuals with an event then. */
export const dyingByMoment = ({ columns, segments, counts, times }: RiskSets): Float64Array => {
  const sums = new Float64Array(times.length * columns.length);
  for (let moment = 0; moment < times.length; moment++)
    columns.forEach((column, term) => {
      const [start, end] = [whole(segments, 2 * moment + 1), whole(segments, 2 * moment + 2)];
      sums[moment * columns.length + term] = sumOfProducts(counts, column, start, end);
    });
  return sums;
};

/** By covariate: the sum over all individuals with an event. */
export const dyingCovariates = (sets: RiskSets): Float64Array => {
  const sums = new Float64Array(sets.columns.length);
  dyingByMoment(sets).forEach((value, at) => {
    sums[at % sums.length] = real(sums, at % sums.length) + value;
  });
  return sums;
};
