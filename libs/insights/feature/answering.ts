import { type QuestionDefinition } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { parseWith } from '@laurel/platform';
import { type z } from 'zod';
import { type Asking } from './answer-meta.ts';
import { exampleOf } from './export/example-of.ts';
import { type Table, tableOf } from './export/table.ts';

/** A question that can be asked by its name, whatever its shape. */
export interface Answering {
  readonly name: string;
  /** It cannot be asked as known at another time. */
  readonly isAboutNow: boolean;
  /** Why there are no facts behind its figures. */
  readonly withoutFacts: string | undefined;
  /** The paths of all its figures; an item of a list is the one at 0. */
  readonly figures: () => readonly string[];
  /** Throws 400 with the path of every wrong field before anything is asked of the engine. */
  read(body: unknown): { readonly ask: (warehouse: Warehouse, asking: Asking) => Promise<Answered> };
}

/** The questions that are answered, by name. */
export type Questions = ReadonlyMap<string, Answering>;

export interface Answered {
  readonly answer: object;
  /** The rows of the answer, for who wants a table. */
  readonly table: () => Table;
}

/** Joins a definition and how it is answered; `rows` are what a table of the answer shows. */
export const answering = <Q extends z.ZodType, A extends z.ZodType<object>>(
  definition: QuestionDefinition<Q, A>,
  ask: (warehouse: Warehouse, question: z.output<Q>, asking: Asking) => Promise<z.output<A>>,
  rows: (answer: z.output<A>) => readonly object[],
): Answering => {
  const example = once(() => exampleOf(definition.answer));
  const like = once((): readonly object[] => {
    const answer = example();
    return answer === undefined ? [] : rows(answer);
  });
  return {
    name: definition.name,
    isAboutNow: definition.isAboutNow === true,
    withoutFacts: definition.withoutFacts,
    figures: () => figuresOf({ ...example(), meta: {} }, ''),
    read: (body) => {
      const question = parseWith(definition.question, body, 'question.schema');
      return {
        ask: async (warehouse, asking) => {
          const answer = await ask(warehouse, question, asking);
          return { answer, table: () => tableOf(rows(answer), like()) };
        },
      };
    },
  };
};

/** Made of a schema, when somebody first asks for it. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const figuresOf = (value: object, prefix: string): readonly string[] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const path = `${prefix}${key}`;
    if (typeof inner === 'number') return [path];
    return typeof inner === 'object' && inner !== null ? figuresOf(inner, `${path}.`) : [];
  });
