import { live, problem, type Route } from '@laurel/contracts';
import { readCliSettings } from '@laurel/platform/cli-settings';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Failed, WrongUse } from './outcome.ts';

/** Where the server is and what to show it. */
export interface Access {
  readonly url: string;
  readonly key: string;
}

const foundServer = z.object({ url: z.url() });

/** From the options, the environment, or the data folder of an embedded server on this machine. */
export const findServer = async (given: { url?: string; key?: string }): Promise<Access> => {
  const { LAUREL_URL, LAUREL_KEY, LAUREL_DATA_DIR } = readCliSettings();
  const folders = LAUREL_DATA_DIR === undefined ? ['./data', './data-demo'] : [LAUREL_DATA_DIR];
  const wanted = { url: trimmed(given.url ?? LAUREL_URL), key: given.key ?? LAUREL_KEY };
  const { url, key } = wanted.url !== undefined && wanted.key !== undefined ? wanted : await embedded(folders, wanted);
  if (url === undefined) {
    const looked = `looked in ${folders.join(', ')}`;
    throw new WrongUse(`no server is known: start one with "npm start", or say --url and --key (${looked})`);
  }
  mustBeAddress(url);
  if (key === undefined) throw new WrongUse(`no key for ${url}: say --key, or set LAUREL_KEY`);
  return { url, key };
};

const mustBeAddress = (url: string): void => {
  if (/^https?:/.test(url) && URL.canParse(url)) return;
  throw new WrongUse(`${url} is no address: it looks like http://host:7300`);
};

type Wanted = Readonly<Record<'url' | 'key', string | undefined>>;

/** The first embedded server that is the wanted one, or any where none is wanted; its key only for its own address. */
const embedded = async (folders: readonly string[], wanted: Wanted): Promise<Wanted> => {
  for (const folder of folders) {
    const here = await embeddedIn(folder);
    if (here && (wanted.url ?? here.url) === here.url) return { url: here.url, key: wanted.key ?? here.key };
  }
  return wanted;
};

const trimmed = <T extends string | undefined>(url: T) => url?.replace(/\/+$/, '');

const embeddedIn = async (folder: string): Promise<Access | undefined> => {
  try {
    const { url } = foundServer.parse(JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')));
    return { url: url.replace(/\/+$/, ''), key: (await readFile(join(folder, 'owner.key'), 'utf8')).trim() };
  } catch {
    return undefined; // no server ran here, or it is not this user's
  }
};

export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: Uint8Array;
}

/** No answer, or one that says "later": worth asking again. */
export class Later extends Error {
  override readonly name = 'Later';
  constructor(
    message: string,
    readonly afterMs: number | undefined,
  ) {
    super(message);
  }
}

/** Nobody answered at all. */
export class NoAnswer extends Later {}

const LATER = new Set([429, 500, 502, 503, 504]);
const ANSWER_MS = 120_000;

/** One request. Throws Later where asking again may help; else WrongUse or Failed, with the server's own sentence. */
export const request = async (
  access: Access,
  route: Pick<Route, 'method' | 'path'>,
  call: Call = {},
): Promise<Response> => {
  const answer = await fetch(addressOf(access, route, call), {
    method: route.method.toUpperCase(),
    ...contentOf(call, access.key),
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: unknown) => {
    const why = `no answer from ${access.url} (${causeOf(error)})`;
    throw new NoAnswer(`${why}: is it running? Start one with "npm start"`, undefined);
  });
  if (answer.ok) return answer;
  const sentence = await sentenceOf(answer);
  if (answer.status === 400) throw new WrongUse(sentence);
  if (!LATER.has(answer.status)) throw new Failed(sentence);
  const after = Number(answer.headers.get('retry-after') ?? NaN);
  throw new Later(sentence, Number.isFinite(after) ? after * 1000 : undefined);
};

const contentOf = ({ headers, json, body }: Call, key: string): RequestInit => {
  const authorization = `Bearer ${key}`;
  if (json === undefined) return { headers: { authorization, ...headers }, body: body ?? null };
  return {
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  };
};

/** One request whose answer is read with the schema of its address. */
export const ask = async <S extends z.ZodType>(
  access: Access,
  route: Pick<Route, 'method' | 'path'>,
  schema: S,
  call: Call = {},
): Promise<z.output<S>> => {
  const answer = await request(access, route, call);
  const parsed = schema.safeParse(await answer.json());
  if (parsed.success) return parsed.data;
  throw new Failed(`${access.url} answered in a way that this laurel does not know: is it another version?`);
};

const addressOf = ({ url }: Access, { path }: Pick<Route, 'path'>, { params = {}, query = {} }: Call): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `${url}${filled}${search.size > 0 ? `?${search}` : ''}`;
};

const sentenceOf = async (answer: Response): Promise<string> => {
  const said = problem.safeParse(await answer.json().catch(() => undefined));
  if (!said.success) return `${answer.url} answered ${answer.status} ${answer.statusText}`;
  const { detail, errors = [] } = said.data;
  if (errors.length < 2) return detail; // the only one is the detail
  return `${detail}${errors.map((error) => `\n  ${error.path}: ${error.reason}`).join('')}`;
};

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause);
};

/** Fails at once when nobody is there: patience is for a server that goes away while it is talked to. */
export const reach = async (access: Access): Promise<void> => {
  await request(access, live).catch((error: unknown) => {
    if (error instanceof NoAnswer) throw error;
  });
};

/** How long a server may be away before the command gives up: a restart takes seconds, a broker's up to a minute. */
export interface Patience {
  readonly giveUpAfterMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}
export const PATIENT: Patience = { giveUpAfterMs: 300_000, firstPauseMs: 250, longestPauseMs: 5_000 };

/** Asks again while the answer is Later: as long as the server says, else a little longer each time. */
export const patiently = async <T>(
  patience: Patience,
  attempt: () => Promise<T>,
  waiting: (reason: string) => void = () => undefined,
): Promise<T> => {
  const deadline = Date.now() + patience.giveUpAfterMs;
  for (let wait = patience.firstPauseMs; ; wait = Math.min(wait * 2, patience.longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Later)) throw error;
      const ms = error.afterMs ?? wait;
      if (Date.now() + ms > deadline) throw new Failed(error.message);
      waiting(error.message);
      await pause(ms);
    }
  }
};
