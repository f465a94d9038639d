import { type QueryLimits, type QueryParams } from '@laurel/insights-read-model';

const PLACEHOLDER = /\{(\w+):([^{}]+)\}/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\0': '\\0' };

const quoted = (text: string): string => `'${text.replace(/[\\'\0]/g, (character) => ESCAPES[character] ?? '')}'`;

const literal = (value: QueryParams[string]): string => {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is no SQL number`);
  return String(value);
};

/**
 * Puts values in the place of `{name:Type}`, each as one escaped literal of that type. The embedded engine needs it: it
 * runs bound queries one at a time in the whole process, and cannot stream them at all. A spec sends it arbitrary text.
 */
export const withLiterals = (sql: string, params: QueryParams): string =>
  sql.replace(PLACEHOLDER, (_, name: string, type: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the parameter ${name} is missing`);
    return `CAST(${literal(value)}, ${quoted(type)})`;
  });

/**
 * A search for conditions that follow from others (a < b, b < 3): it compares whole subqueries with each other, finds nothing
 * in ours, and is half of what the engine thinks about a question before it reads anything.
 */
const QUERY_SETTINGS = ['optimize_and_compare_chain = 0'];

/** Settings in the statement end with it; those of the connection would stay. */
export const withSettings = (sql: string, limits: QueryLimits, settings: readonly string[] = []): string => {
  const { seconds, memoryBytes } = limits;
  const all = [
    ...QUERY_SETTINGS,
    ...settings,
    ...(seconds === undefined ? [] : [`max_execution_time = ${seconds}`]),
    ...(memoryBytes === undefined ? [] : [`max_memory_usage = ${memoryBytes}`]),
  ];
  return `${sql}\nSETTINGS ${all.join(', ')}`;
};

/** In bytes: names and parameters are part of a statement wherever they are needed; the engine takes 256 KiB by itself. */
export const LONGEST_STATEMENT = 2_000_000;

/** 64-bit integers do not fit a JSON number. */
export const ROWS_SETTINGS = ['output_format_json_quote_64bit_integers = 1'];

/**
 * Rows of one key are merged in the background, not a second time in each insert: no question relies on when that happens,
 * and it is a third of what an insert costs.
 */
export const INSERT_SETTINGS = { optimize_on_insert: 0 } as const;

const RETRY_MS = 50;

/**
 * Runs a query that the signal can end inside the engine: the marker in its text finds it among the running ones. The
 * kill is repeated until the query has ended, because the signal may come before the engine has seen the query.
 */
export const stoppable = async <T>(
  { signal }: QueryLimits,
  marker: string,
  run: () => Promise<T>,
  kill: (sql: string) => Promise<unknown>,
): Promise<T> => {
  signal?.throwIfAborted();
  if (!signal) return run();
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (!ended) timer = setTimeout(stop, RETRY_MS);
  };
  // A kill that fails is tried again; when the engine is gone the query itself rejects and ends this.
  const stop = (): void => void kill(killOf(marker)).then(again, again);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await run();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    ended = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
};

/** SYNC would hang in the embedded engine. */
const killOf = (marker: string): string =>
  `KILL QUERY WHERE position(query, '${marker}') > 0 AND query NOT LIKE 'KILL%' ASYNC`;
