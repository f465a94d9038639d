import { type AnswerMeta } from '@laurel/contracts';
import { type Asker } from '@laurel/contracts';
import {
  type QueryLimits,
  type ScopeOfFacts,
  scopeOfFacts,
  scopeOfSome,
  type Warehouse,
} from '@laurel/insights-read-model';
import { Parameters, seenBy } from './conditions.ts';

/** Who asks, as of when, and how long the answer may take. */
export interface Asking {
  readonly asker: Asker;
  /** The time of the question; `asOf` is this where none was given. */
  readonly now: Date;
  readonly limits: QueryLimits;
}

interface Basis {
  readonly asOf: Date;
  readonly definition: Readonly<Record<string, string>>;
  /** SQL over `facts`: where the answer is looked for, if not among all. */
  readonly among?: (parameters: Parameters) => string;
}

/** Answers and says what the answer rests on. */
export const withMeta = async <Answer extends object>(
  warehouse: Warehouse,
  { asker, limits }: Asking,
  { asOf, definition, among }: Basis,
  answer: Promise<Answer>,
): Promise<Answer & { meta: AnswerMeta }> => {
  const began = performance.now();
  const [figures, { rows, through }] = await Promise.all([answer, scopeOf(warehouse, { asker, limits }, asOf, among)]);
  const meta = {
    asOf: asOf.toISOString(),
    dataThrough: through === null ? null : new Date(through).toISOString(),
    tookMs: Math.round(performance.now() - began),
    factsRead: rows,
    definition: { ...definition },
  };
  return { ...figures, meta };
};

const scopeOf = (
  warehouse: Warehouse,
  { asker, limits }: Pick<Asking, 'asker' | 'limits'>,
  asOf: Date,
  among: Basis['among'],
): Promise<ScopeOfFacts> => {
  const parameters = new Parameters(asOf);
  const narrowing = [seenBy(asker), among?.(parameters) ?? '1'].filter((condition) => condition !== '1');
  return narrowing.length === 0
    ? scopeOfFacts(warehouse, asOf, limits)
    : scopeOfSome(warehouse, narrowing.join(' AND '), parameters.all, limits);
};
