import { type ErrorFacts } from '@laurel/web-ui';
import createClient from 'openapi-fetch';
import { type components, type paths } from './api.generated.ts';

export type Schemas = components['schemas'];

/** The HTTP interface, typed by the document that the server's own schemas write. */
export const api = createClient<paths, 'application/json'>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
});

/** Anything but the answer that was asked for, in the words of problem+json. */
export class Failure extends Error implements ErrorFacts {
  override readonly name = 'Failure';
  readonly title: string;
  readonly detail: string;
  readonly code: ErrorFacts['code'];
  readonly errors: ErrorFacts['errors'];
  constructor(
    readonly status: number,
    facts: ErrorFacts,
  ) {
    super(facts.detail);
    this.title = facts.title;
    this.detail = facts.detail;
    this.code = facts.code;
    this.errors = facts.errors;
  }
}

interface Reply<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer, or throws a Failure that a page can show as it is. */
export const answered = async <Data>(reply: Promise<Reply<Data>>): Promise<Data> => {
  const { data, error, response } = await reply.catch(() => {
    throw new Failure(0, {
      title: 'Laurel does not answer',
      detail: 'The server cannot be reached. Is it running?',
    });
  });
  if (response.ok && data !== undefined) return data;
  throw failureOf(response.status, error);
};

/** For an answer without content. */
export const done = async (reply: Promise<Reply<unknown>>): Promise<void> => {
  const { error, response } = await reply;
  if (!response.ok) throw failureOf(response.status, error);
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'This question cannot be answered',
  401: 'You are not signed in',
  403: 'Your key does not allow this',
  404: 'There is nothing here',
  409: 'This is not possible now',
  429: 'Laurel is busy',
};

export const failureOf = (status: number, error: unknown): Failure => {
  const title = TITLES[status] ?? 'Something went wrong in Laurel';
  if (!isProblem(error)) {
    return new Failure(status, { title, detail: `The server answered ${status} without a reason.` });
  }
  const { detail, code, errors } = error;
  return new Failure(status, { title, detail, code, errors });
};

const isProblem = (error: unknown): error is Schemas['Problem'] =>
  typeof error === 'object' && error !== null && 'detail' in error && typeof error.detail === 'string';

/** What a page shows of whatever was thrown. */
export const factsOf = (error: unknown): ErrorFacts =>
  error instanceof Failure
    ? error
    : { title: 'Something went wrong in this page', detail: error instanceof Error ? error.message : String(error) };
