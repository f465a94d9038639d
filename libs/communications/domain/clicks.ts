import { TRAP } from './links.ts';

/** One request for a tracked link. */
export interface Hit {
  readonly link: string;
  readonly at: Date;
  readonly method: string;
  readonly agent: string | undefined;
}

export interface Click {
  readonly link: string;
  readonly by: 'person' | 'scanner';
  readonly why: string;
}

/** Names that mail scanners, link previews and monitors give themselves. */
const PROGRAM =
  /bot|crawl|spider|preview|scan|monitor|fetch|curl|wget|python|java\/|okhttp|headless|safelinks|barracuda|mimecast|proofpoint/i;
/** Nobody reads a mail and opens two of its links in less time. */
const TOGETHER_MS = 3_000;

/**
 * Who opened the links of one message, judged over all its requests: each link at most once for a person and once for
 * scanners. A scanner shows by HEAD, by its name, by the trap that no person sees (then by everything around that moment),
 * or by opening several links at once. One that opens a single link as a browser would is taken for a person.
 */
export const clicksOf = (hits: readonly Hit[]): readonly Click[] => {
  const clicks = new Map<string, Click>();
  for (const hit of hits) {
    if (hit.link === TRAP) continue;
    const why = whyScanner(hit, hits);
    const click: Click = {
      link: hit.link,
      by: why ? 'scanner' : 'person',
      why: why ?? 'one link at a time, by a browser',
    };
    const key = JSON.stringify([click.link, click.by]);
    if (!clicks.has(key)) clicks.set(key, click);
  }
  return [...clicks.values()];
};

const whyScanner = (hit: Hit, all: readonly Hit[]): string | undefined => {
  if (hit.method === 'HEAD') return 'it asked for the head only';
  if (hit.agent === undefined || PROGRAM.test(hit.agent)) return 'it says that it is a program';
  const near = all.filter((other) => Math.abs(other.at.getTime() - hit.at.getTime()) <= TOGETHER_MS);
  if (near.some(({ link }) => link === TRAP)) return 'it opened a link that no person sees';
  if (near.some(({ link }) => link !== hit.link)) return `it opened several links within ${TOGETHER_MS / 1_000} s`;
  return undefined;
};
