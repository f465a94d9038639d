import { type DropoutCurveAnswer, type DropoutCurveGroup, type DropoutCurveQuestion } from '@laurel/contracts';
import {
  cumulativeIncidence,
  curveQuantile,
  graysTest,
  hazardByInterval,
  kaplanMeier,
  type LifeTable,
  logRank,
  restrictedMean,
  robustMeanCount,
  survivalAt,
} from '@laurel/statistics';
import { type CurveGroup } from './curve-groups.ts';

const WEEK = { day: 7, second: 7 * 86_400 };

/** Every estimate of one group; a group in which nobody is followed has none. */
export const estimatesOf = (group: CurveGroup, question: DropoutCurveQuestion): DropoutCurveGroup => {
  const { value, table, leftOut, notInCohort, histories } = group;
  const { confidence, at, quantiles, restrictedMeanAt, timeUnit } = question;
  const curve = kaplanMeier(table, confidence);
  const total = (of: 'dropouts' | 'completions' | 'censored'): number => table.reduce((sum, row) => sum + row[of], 0);
  const [events, completed] = [total('dropouts'), total('completions')];
  const censored = completed + total('censored');
  const followed = table.length > 0;
  return {
    ...{ value, learners: events + censored, events, completed, censored, leftOut, notInCohort },
    median: curveQuantile(curve, 0.5).time,
    quantiles: quantiles.map((share) => curveQuantile(curve, share)),
    curve: [...curve],
    at: followed ? at.map((time) => survivalAt(curve, table, time)) : [],
    completion: [...cumulativeIncidence(table, 'completion')],
    dropout: [...cumulativeIncidence(table, 'dropout')],
    restrictedMean: followed ? restrictedMeanAt.map((time) => restrictedMean(curve, time)) : [],
    hazard: hazardByInterval(table, weeksOf(table, WEEK[timeUnit]), confidence.level).map((one) => ({ ...one })),
    returns: histories && [...robustMeanCount(histories, confidence.level)],
  };
};

/** The ends of the weeks in which anybody is followed, counted from the origin; the first week begins before the first time. */
const weeksOf = (table: LifeTable, week: number): readonly number[] => {
  const [first, last] = [table[0], table.at(-1)];
  if (!first || !last) return [];
  const from = Math.min(0, Math.ceil(first.time / week) - 1);
  const weeks = Math.max(1, Math.ceil(last.time / week) - from);
  return Array.from({ length: weeks + 1 }, (_, index) => (from + index) * week);
};

/** Groups and strata of which nothing was told are nothing to compare. */
export const testsOf = (
  groups: readonly CurveGroup[],
  { rho, delayedEntry, origin, stratifyBy }: DropoutCurveQuestion,
): Pick<DropoutCurveAnswer, 'logRank' | 'gray'> => {
  const compared = groups.flatMap(({ value, table, strata }) =>
    value === null || table.length === 0 ? [] : [{ value, strata }],
  );
  if (compared.length < 2) return { logRank: null, gray: null };
  const names = new Set(compared.flatMap(({ strata }) => [...strata.keys()]));
  const strata = [...names]
    .filter((name) => name !== null || stratifyBy === undefined)
    .map((name) => compared.map((group) => group.strata.get(name) ?? []));
  const { groups: sums, ...test } = logRank(strata, rho);
  return {
    logRank: { ...test, groups: compared.map(({ value }, index) => ({ value, ...(sums[index] ?? NO_SUMS) })) },
    gray:
      delayedEntry && origin === 'run-start'
        ? null
        : { dropout: { ...graysTest(strata, 'dropout') }, completion: { ...graysTest(strata, 'completion') } },
  };
};

const NO_SUMS = { observed: 0, expected: 0 };
