import { z } from 'zod';
import { problem } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';

/** A question: its body and its answer, from which its address, its document and the browser's client follow. */
export interface QuestionDefinition<Q extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> {
  /** The last part of its address: `POST /v1/questions/<name>`. A part of a question has two: `funnel/people`. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
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
const tooHeavy = {
  description:
    'The answer took too long or too much memory (`question.too-heavy`); the answer says how to ask for less',
  content: { 'application/problem+json': problem },
};
const csv = z.string().describe('The rows of the answer as a table, with a header line');

export const routeOf = ({ name, summary, description, question, answer }: QuestionDefinition): Route =>
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
      200: { description: 'The figures', content: { 'application/json': answer, 'text/csv': csv } },
      400: wrongQuestion,
      503: tooHeavy,
    },
  });

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
