import { type AnswerMeta } from '@laurel/contracts';
import { type Asker } from '@laurel/contracts';
import { AS_OF, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
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
  const parameters = new Parameters(asOf);
  const known = SCOPE([seenBy(asker), among?.(parameters) ?? '1'].join(' AND '));
  const [figures, [scope]] = await Promise.all([
    answer,
    warehouse.rows<{ facts: string; through: string | null }>(known, parameters.all, limits),
  ]);
  const through = scope?.through;
  const meta = {
    asOf: asOf.toISOString(),
    dataThrough: through === null || through === undefined ? null : new Date(Number(through)).toISOString(),
    tookMs: Math.round(performance.now() - began),
    factsRead: Number(scope?.facts ?? 0),
    definition: { ...definition },
  };
  return { ...figures, meta };
};

const SCOPE = (where: string): string => `
SELECT count() AS facts, maxOrNull(toUnixTimestamp64Milli(recorded_at)) AS through FROM facts
WHERE ${where} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}`;
