import { type DropoutFactorsFigures, type DropoutFactorsQuestion } from '@laurel/contracts';
import { type ChiSquaredTest, type CoxCoefficient, type ScreenedFactor } from '@laurel/statistics';
import { type CodedFactor, levelCode, NOT_TOLD } from './coded-rows.ts';
import { type FactorLook } from './factor-look.query.ts';
import { type FactorPlan } from './factor-plan.ts';
import { NOTE, proportionalityInWords, ratioInWords, valueInWords, warningInWords } from './factor-words.ts';
import { type FittedFactors } from './fit-factors.ts';

type Level = DropoutFactorsFigures['factors'][number]['levels'][number];
type Screened = NonNullable<DropoutFactorsFigures['screening']>[number];
type Estimates = Omit<CoxCoefficient, 'name' | 'term'>;

const NOTHING = {
  coefficient: null,
  hazardRatio: null,
  lower: null,
  upper: null,
  standardError: null,
  robustStandardError: null,
  z: null,
  p: null,
} as const;

/** What was fitted, in the words of the question. */
export const figuresOf = (
  question: DropoutFactorsQuestion,
  look: FactorLook,
  { factors, terms }: FactorPlan,
  { fit, proportionality, screening }: FittedFactors,
): DropoutFactorsFigures => {
  const estimates = new Map(fit.coefficients.map((one) => [one.name, one]));
  const levels = factors.map((factor, index) => levelsOf(factor, columnsOf(factor, index, look), estimates));
  const names = new Map(factors.flatMap((factor, index) => namesOf(factor, columnsOf(factor, index, look))));
  const columnsAlone = (index: number): readonly Column[] => {
    const factor = factors[index];
    return factor ? columnsOf(factor, index, look, true) : [];
  };
  const time = (what: string, test: ChiSquaredTest) => ({ ...test, inWords: proportionalityInWords(what, test) });
  return {
    note: NOTE,
    enrolments: look.enrolments,
    learners: look.learners,
    events: look.events,
    terms,
    leftOut: leftOutOf(question, look, factors),
    factors: factors.map(({ name, kind }, index) => ({ factor: name, kind, levels: levels[index] ?? [] })),
    strata: question.stratifyBy === undefined ? 1 : look.strataCount,
    tests: {
      likelihoodRatio: fit.likelihoodRatio,
      wald: fit.wald,
      score: fit.score,
      robustScore: fit.robustScore,
    },
    proportionality: proportionality && {
      factors: proportionality.terms.map(({ term, ...test }) => ({ factor: term, ...time(term, test) })),
      global: time('one factor or more', proportionality.global),
    },
    screening: screening && screening.map((one, index) => screenedOf(one, columnsAlone(index))),
    warnings: fit.warnings.map((one) => warningInWords(one, (name) => names.get(name) ?? name)),
  };
};

const screenedOf = (one: ScreenedFactor, columns: readonly Column[]): Screened => {
  const alone = new Map(one.coefficients.map((estimate) => [estimate.name, estimate.hazardRatio]));
  return {
    factor: one.term,
    missing: one.leftOut,
    levels: columns.map(({ name, value, reference }) => ({
      value,
      hazardRatio: reference ? 1 : (alone.get(name) ?? null),
    })),
    likelihoodRatio: one.likelihoodRatio,
    adjustedP: one.adjustedP,
  };
};

interface Column {
  /** In the regression. */
  readonly name: string;
  readonly value: string | null;
  readonly reference: boolean;
  readonly enrolments: number | null;
}

/** The levels of a factor that are in the regression on all factors, or in that on itself `alone`. */
const columnsOf = (factor: CodedFactor, index: number, look: FactorLook, alone = false): readonly Column[] => {
  const { name } = factor;
  if (factor.kind === 'number') return [{ name, value: null, reference: false, enrolments: null }];
  const told = (look.levels[index] ?? []).map(({ value, enrolments }, place) => ({
    name: `${name}=${levelCode(place + 1)}`,
    value,
    reference: factor.reference === place + 1,
    enrolments,
  }));
  const columns = told.filter(({ enrolments }) => alone || enrolments > 0);
  return factor.missing === 'own-level' ? [...columns, ...untoldColumn(factor, index, look, alone)] : columns;
};

/** What nothing was told of, where anybody is like that. */
const untoldColumn = (factor: Category, index: number, look: FactorLook, alone: boolean): readonly Column[] => {
  const anybody = (alone ? look.missing : look.missingInside)[index] ?? 0;
  const column = { name: `${factor.name}=${NOT_TOLD}`, value: null, reference: factor.reference === 0 };
  return anybody === 0 ? [] : [{ ...column, enrolments: look.missingInside[index] ?? 0 }];
};

type Category = Extract<CodedFactor, { kind: 'category' }>;

const levelsOf = (
  factor: CodedFactor,
  columns: readonly Column[],
  estimates: ReadonlyMap<string, CoxCoefficient>,
): Level[] => {
  const reference = columns.find((one) => one.reference);
  const comparedWith = factor.kind === 'number' ? null : valueInWords(reference?.value ?? null);
  return columns.map(({ name, value, reference, enrolments }) => {
    if (reference) return { value, reference, enrolments, ...NOTHING, coefficient: 0, hazardRatio: 1, inWords: null };
    const estimate: Estimates = estimates.get(name) ?? NOTHING;
    const who = factor.kind === 'number' ? factor.name : valueInWords(value);
    return { value, reference, enrolments, ...figuresIn(estimate), inWords: ratioInWords(who, comparedWith, estimate) };
  });
};

const figuresIn = ({
  coefficient,
  hazardRatio,
  lower,
  upper,
  standardError,
  robustStandardError,
  z,
  p,
}: Estimates) => ({
  ...{ coefficient, hazardRatio, lower, upper, standardError, robustStandardError, z, p },
});

const namesOf = (factor: CodedFactor, columns: readonly Column[]): [string, string][] =>
  columns.map(({ name, value }) => [
    name,
    factor.kind === 'number' ? name : `${factor.name} = ${value ?? '(not told)'}`,
  ]);

const leftOutOf = (
  { stratifyBy }: DropoutFactorsQuestion,
  look: FactorLook,
  factors: readonly CodedFactor[],
): DropoutFactorsFigures['leftOut'] => {
  const { notFollowed, notInCohort, followed, enrolments, missing, missingStratum } = look;
  const byFactor = factors.flatMap((factor, index) =>
    factor.kind === 'category' && factor.missing === 'own-level'
      ? []
      : [{ factor: factor.name, missing: missing[index] ?? 0 }],
  );
  return {
    enrolments: notFollowed + followed - enrolments,
    notFollowed,
    missing: followed - enrolments,
    byFactor: [...byFactor, ...(stratifyBy === undefined ? [] : [{ factor: stratifyBy, missing: missingStratum }])],
    notInCohort,
  };
};

/** The levels of all factors; an answer as a table is these. */
export const dropoutFactorsTable = ({ factors }: DropoutFactorsFigures): readonly object[] =>
  factors.flatMap(({ factor, levels }) => levels.map((one) => ({ factor, ...one })));
