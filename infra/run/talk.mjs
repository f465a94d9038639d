import { setTimeout as pause } from 'node:timers/promises';
import { Stop } from './process.mjs';

/** Talks to a server over HTTP as its owner; tries again when asked to (429). */
export const talkTo = (url, key) => {
  const ask = async (method, path, { body, type = 'application/json', encoding } = {}) => {
    for (;;) {
      const answer = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
        },
        body,
      });
      const text = await answer.text();
      if (answer.ok) return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
      if (answer.status !== 429) throw new Stop(`${method} ${path} was answered ${answer.status}: ${text}`);
      await pause(Number(answer.headers.get('retry-after') ?? 1) * 1000);
    }
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body, how) => ask('POST', path, { body, ...how }),
    put: (path, body) => ask('PUT', path, { body: JSON.stringify(body) }),
  };
};

/** Looks again until `look` answers something. */
export const waitFor = async (what, look, { limitSeconds, everyMs = 200 }) => {
  const limit = performance.now() + limitSeconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > limit) throw new Stop(`${what}: not after ${limitSeconds} s.`);
    await pause(everyMs);
  }
};
