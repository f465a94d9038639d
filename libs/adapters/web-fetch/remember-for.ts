import { type Fetched, type FetchPublic, type NotFetched } from '@laurel/certification-domain';
import { type Clock } from '@laurel/kernel';

export interface Remembering {
  readonly clock: Clock;
  readonly forMs: number;
  /** The oldest go first. Each is no larger than the limits of who asked. */
  readonly most: number;
}

interface Remembered {
  readonly until: number;
  readonly answer: Promise<Fetched | NotFetched>;
}

/**
 * Asks an address once in a while, however many ask for it: whoever opens a page often does not make Laurel ask a stranger
 * often. Refusals are remembered as well. With smaller limits than before it is asked anew.
 */
export const rememberFor = (fetch: FetchPublic, { clock, forMs, most }: Remembering): FetchPublic => {
  const known = new Map<string, Remembered>();
  return (url, limits) => {
    const key = `${limits.mostBytes} ${limits.timeoutMs} ${url}`;
    const now = clock.now().getTime();
    const before = known.get(key);
    if (before && before.until > now) return before.answer;
    const answer = fetch(url, limits);
    known.delete(key);
    known.set(key, { until: now + forMs, answer });
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return answer;
  };
};
