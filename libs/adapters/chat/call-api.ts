import { type Answer } from '@laurel/communications-domain';

/** Surely nothing was delivered: the request was not taken, or it was one that delivers nothing. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
  constructor(readonly answer: Exclude<Answer, { outcome: 'accepted' }>) {
    super(answer.reason);
  }
}

export const later = (reason: string, retryAfterMs?: number): NotDelivered =>
  new NotDelivered({ outcome: 'tryLater', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
export const never = (reason: string): NotDelivered => new NotDelivered({ outcome: 'rejected', reason });

export interface Request {
  /** Who is asked, for reasons: "slack". */
  readonly api: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly method?: 'GET' | 'POST';
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

/** The connection never came about, so that nobody read the request. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * One request and its body as text. Throws NotDelivered where it surely was not taken (no connection, 429, a refused key);
 * any other throw leaves open what became of it. The reasons name no address, no token and no person.
 */
export const callApi = async (request: Request): Promise<{ readonly status: number; readonly text: string }> => {
  const { api, url, timeoutMs } = request;
  const answer = await fetch(url, {
    ...contentOf(request),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  }).catch((error: unknown) => {
    const code = codeOf(error);
    if (NOT_CONNECTED.has(code)) throw later(`${api} cannot be reached (${code})`);
    throw new Error(`${api} gave no answer (${code})`);
  });
  if (answer.status === 429) throw later(`${api} 429`, retryAfterOf(answer));
  // Our own key is refused: that says nothing about the person.
  if (answer.status === 401) throw later(`${api} 401: the key is refused`);
  const text = await answer.text();
  if (answer.status >= 500) throw new Error(`${api} answered ${answer.status}`);
  return { status: answer.status, text };
};

/** The same for a request that delivers nothing by itself: whatever goes wrong, nothing was delivered. */
export const prepare = async <T>(api: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotDelivered) throw error;
    throw later(error instanceof Error ? error.message : `${api} gave no answer`);
  }
};

/** What was said, as one of the three answers; a throw that is none goes on. */
export const answering = async (deliver: () => Promise<void>): Promise<Answer> => {
  try {
    await deliver();
    return { outcome: 'accepted' };
  } catch (error) {
    if (error instanceof NotDelivered) return error.answer;
    throw error;
  }
};

const contentOf = ({ token, json, form, method = 'POST' }: Request): RequestInit => {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (form) return { method, headers: authorization, body: new URLSearchParams(form) };
  if (json === undefined) return { method, headers: authorization };
  const headers = { ...authorization, 'content-type': 'application/json; charset=utf-8' };
  return { method, headers, body: JSON.stringify(json) };
};

/** The code of a failed connection, or the name of what went wrong. */
const codeOf = (error: unknown): string => {
  const cause = fieldOf(error, 'cause') ?? error;
  const code = fieldOf(cause, 'code');
  return typeof code === 'string' ? code : String(fieldOf(cause, 'name') ?? 'no answer');
};

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

const SECOND_MS = 1_000;

/** Seconds, or a date (RFC 9110). */
const retryAfterOf = ({ headers }: Response): number | undefined => {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  const ms = /^\d+$/.test(said) ? Number(said) * SECOND_MS : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
};
