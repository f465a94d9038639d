import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { instant } from './condition.ts';
import { refuse } from './refuse.ts';

/** A place in the order of facts, oldest first: it stays where it is, whatever is told meanwhile. */
const PLACE = /^\d{1,15}-[0-9a-f]{32}$/;

/** What a request for the facts behind a figure has beside the body of its question. */
export const factsOrder = {
  after: z.string().regex(PLACE, 'is the `next` of the page before').optional(),
  limit: z.int().min(1).max(1000).default(100),
};
export interface FactsOrder {
  readonly after?: string | undefined;
  readonly limit: number;
}

type Asked = Readonly<Record<string, unknown>> & { readonly figure: string };

/** Fields that name what a figure is of, each with the beginning of the figures that it goes with, and only with them. */
export const checkWhatItIsOf = (
  asked: Asked,
  fields: Readonly<Record<string, string>>,
  context: z.core.$RefinementCtx,
): void => {
  for (const [name, path] of Object.entries(fields))
    if ((asked[name] !== undefined) !== asked.figure.startsWith(path))
      refuse(context, [name], `goes with figures of ${path}, and only with them`);
};

export const factBehind = z.object({
  source: z.string(),
  id: z.string(),
  type: z.string(),
  learner: z.string(),
  course: z.string().nullable(),
  run: z.string().nullable(),
  occurredAt: instant,
  recordedAt: instant,
});
export type FactBehind = z.infer<typeof factBehind>;

export const factsBehindAnswer = z.object({
  counted: z
    .int()
    .describe('What the figure counts (enrolments, people or results), counted again: of a rate its numerator'),
  facts: z
    .array(factBehind)
    .describe('A page of the facts that make them count, each once: oldest first, of a funnel person by person'),
  next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last'),
  meta: answerMeta,
});
export type FactsBehindAnswer = z.infer<typeof factsBehindAnswer>;
