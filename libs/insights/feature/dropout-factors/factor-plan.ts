import {
  type DropoutFactorsQuestion,
  type Factor,
  MAX_FACTOR_CELLS,
  MAX_FACTOR_LEVELS,
  MAX_FACTOR_ROWS,
  MAX_FACTOR_STRATA,
  nameOfFactor,
} from '@laurel/contracts';
import { Refused } from '@laurel/kernel';
import { eventsPerParameter } from '@laurel/statistics';
import { type CodedFactor } from './coded-rows.ts';
import { type FactorLook } from './factor-look.query.ts';
import { isNumber } from './factor-rows.query.ts';

/** What the regression will estimate. */
export interface FactorPlan {
  readonly factors: readonly CodedFactor[];
  /** Coefficients. */
  readonly terms: number;
}

/** @throws Refused where the regression would say nothing, with what to choose instead. */
export const planOf = (question: DropoutFactorsQuestion, look: FactorLook): FactorPlan => {
  refuseTooMany(question, look);
  const terms = question.factors.reduce((sum, factor, index) => sum + termsOf(factor, index, look), 0);
  const { enough, least } = eventsPerParameter(look.events, Math.max(terms, 1));
  if (!enough)
    throw new Refused(
      'dropout-factors.too-few-events',
      `${look.events} dropouts for ${terms} terms; at least ${least} per term: choose fewer factors or a wider cohort`,
    );
  if (terms === 0)
    throw new Refused('dropout-factors.nothing-differs', 'all enrolments are alike in every factor: choose others');
  return { factors: question.factors.map((factor, index) => codedFactor(factor, index, look)), terms };
};

const refuseTooMany = ({ factors, stratifyBy }: DropoutFactorsQuestion, look: FactorLook): void => {
  const refuse = (name: string | undefined, values: number, most: number): void => {
    if (values <= most) return;
    const message = `${name} has ${values} values; at most ${most} can be told apart: group them at the source, or narrow "where"`;
    throw new Refused('dropout-factors.too-many-levels', message);
  };
  for (const [index, factor] of factors.entries())
    refuse(nameOfFactor(factor), look.valueCounts[index] ?? 0, MAX_FACTOR_LEVELS);
  refuse(stratifyBy, look.strataCount, MAX_FACTOR_STRATA);
};

const termsOf = (factor: Factor, index: number, look: FactorLook): number => {
  if (isNumber(factor)) return (look.valueCounts[index] ?? 0) > 1 ? 1 : 0;
  const told = look.levels[index]?.filter(({ enrolments }) => enrolments > 0).length ?? 0;
  return Math.max(0, told + ((look.missingInside[index] ?? 0) > 0 ? 1 : 0) - 1);
};

/** A category is compared with the asked level, else with the most frequent one told, of equals the first. */
const codedFactor = (factor: Factor, index: number, look: FactorLook): CodedFactor => {
  const name = nameOfFactor(factor);
  if ('behaviour' in factor || factor.kind === 'number') return { kind: 'number', name };
  const levels = look.levels[index] ?? [];
  const most = levels.reduce((most, { enrolments }) => Math.max(most, enrolments), 0);
  const { reference, missing } = factor;
  const place = levels.findIndex(({ value, enrolments }) =>
    reference === undefined ? enrolments === most : value === reference && enrolments > 0,
  );
  if (place < 0 && reference !== undefined)
    throw new Refused(
      'dropout-factors.unknown-reference',
      `no enrolment in the regression has ${name} = ${reference}; there is ${levels.map(({ value }) => value).join(', ')}`,
    );
  return { kind: 'category', name, reference: place + 1, missing };
};

/** @throws Refused where so many rows of so many terms would not fit. */
export const refuseTooLarge = (rows: number, terms: number): void => {
  if (rows <= MAX_FACTOR_ROWS && rows * terms <= MAX_FACTOR_CELLS) return;
  const most = Math.min(MAX_FACTOR_ROWS, Math.floor(MAX_FACTOR_CELLS / terms));
  throw new Refused(
    'dropout-factors.too-many-rows',
    `${rows > MAX_FACTOR_ROWS ? 'too many' : rows} different rows; at most ${most} with ${terms} terms: narrow "where", choose fewer factors, ` +
      'categories instead of numbers, days instead of seconds, or look at behaviour less often',
  );
};
