import { z } from 'zod';
import { CSV, PARQUET } from '../http/content-types.ts';
import { problem } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';

/** A question: its body and its answer, from which its address, its document and the browser's client follow. */
export interface QuestionDefinition<Q extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> {
  /** The last part of its address: `POST /v1/questions/<name>`. A part of a question has two: `funnel/people`. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  /** Why a question that makes sense may not be answered from what was told: 409. */
  readonly refused?: string;
  /** Why there are no facts behind its figures (see docs/questions/facts.md). */
  readonly withoutFacts?: string;
  /** Its body has no `asOf`. */
  readonly isAboutNow?: boolean;
  readonly question: Q;
  readonly answer: A;
}

export const defineQuestion = <const N extends string, Q extends z.ZodType, A extends z.ZodType>(
  definition: QuestionDefinition<Q, A> & { readonly name: N },
): QuestionDefinition<Q, A> & { readonly name: N } => definition;

const wrongQuestion = {
  description: 'The question makes no sense; the answer says which field',
  content: { 'application/problem+json': problem },
};
export const tooHeavy = {
  description:
    'The answer took too long or too much memory (`question.too-heavy`); the answer says how to ask for less',
  content: { 'application/problem+json': problem },
};
const notOffered = {
  description: 'There is no such form of the answer; the answer says which there are',
  content: { 'application/problem+json': problem },
};
/** The rows of an answer as a table. */
export const tables = {
  [CSV]: z.string().describe('The rows of the answer as a table, with a header line'),
  [PARQUET]: z
    .string()
    .meta({ format: 'binary' })
    .describe('The same table as Apache Parquet; undefined figures are null'),
};

export const routeOf = ({ name, summary, description, refused, question, answer }: QuestionDefinition): Route =>
  defineRoute({
    name: `ask${name.split(/[-/]/).map(capitalised).join('')}`,
    method: 'post',
    path: `/v1/questions/${name}`,
    tag: 'questions',
    summary,
    ...(description === undefined ? {} : { description }),
    scope: 'ask',
    body: { 'application/json': question },
    answers: {
      200: { description: 'The figures', content: { 'application/json': answer, ...tables } },
      400: wrongQuestion,
      406: notOffered,
      ...(refused === undefined
        ? {}
        : { 409: { description: refused, content: { 'application/problem+json': problem } } }),
      503: tooHeavy,
    },
  });

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
