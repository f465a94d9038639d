import { type SymmetricMatrix, zeroMatrix } from '../linear-algebra.ts';
import { addMultiple, quadraticForm } from '../quadratic-form.ts';
import { chiSquaredUpperTail } from '../special-functions.ts';
import { type LifeTable, type RiskSet, riskSets } from './life-table.ts';

export interface LogRank {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** From the upper tail; null where there is nothing to compare. */
  readonly p: number | null;
  /** Over all strata, in the order of the groups. */
  readonly groups: readonly { readonly observed: number; readonly expected: number }[];
  readonly strata: number;
}

/** The power of the pooled survival before a time with which it counts: 0 is the log-rank test, 1 Peto & Peto's. */
export type Rho = 0 | 1;

/**
 * The test that dropout has the same hazard in all groups (Mantel 1966; weights of Harrington & Fleming 1982). Each
 * stratum has the life tables of all groups, in one order; a group may be missing from one as an empty table. Equal to
 * R's survdiff, and where there are entries, with rho 0, to the score test of coxph(ties = "exact").
 */
export const logRank = (strata: readonly (readonly LifeTable[])[], rho: Rho = 0): LogRank => {
  const size = Math.max(0, ...strata.map((tables) => tables.length));
  const sums = {
    observed: new Float64Array(size),
    expected: new Float64Array(size),
    variance: zeroMatrix(size),
  };
  for (const tables of strata) addStratum(sums, tables, rho);
  const { value, rank } = quadraticForm(
    sums.observed.map((observed, group) => observed - (sums.expected[group] ?? 0)),
    sums.variance,
  );
  return {
    chiSquared: value,
    degreesOfFreedom: rank,
    p: rank === 0 ? null : chiSquaredUpperTail(value, rank),
    groups: Array.from(sums.observed, (observed, group) => ({ observed, expected: sums.expected[group] ?? 0 })),
    strata: strata.length,
  };
};

interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly variance: SymmetricMatrix;
}

const addStratum = (sums: Sums, tables: readonly LifeTable[], rho: Rho): void => {
  let survival = 1;
  for (const { groups } of riskSets(tables)) {
    const pooled = { atRisk: 0, dropouts: 0, weight: survival ** rho };
    for (const { atRisk, dropouts } of groups) {
      pooled.atRisk += atRisk;
      pooled.dropouts += dropouts;
    }
    if (pooled.dropouts === 0) continue;
    addTime(sums, groups, pooled);
    survival *= (pooled.atRisk - pooled.dropouts) / pooled.atRisk;
  }
};

interface Pooled {
  readonly atRisk: number;
  readonly dropouts: number;
  readonly weight: number;
}

/** The dropouts of one time fall on the groups as a draw without replacement: hypergeometric mean and variance. */
const addTime = (sums: Sums, groups: RiskSet['groups'], { atRisk, dropouts, weight }: Pooled): void => {
  const spread = atRisk === 1 ? 0 : (weight ** 2 * dropouts * (atRisk - dropouts)) / (atRisk - 1);
  const shares = Float64Array.from(groups, (group) => group.atRisk / atRisk);
  const own = Float64Array.from(groups, (group) => group.dropouts);
  addMultiple(sums.observed, own, weight);
  addMultiple(sums.expected, shares, weight * dropouts);
  for (const [index, share] of shares.entries()) {
    const row = sums.variance[index];
    if (!row) continue;
    row[index] = (row[index] ?? 0) + spread * share;
    addMultiple(row, shares, -spread * share, index);
  }
};
