import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Stop } from './process.mjs';

/** The clock of a server that was started by its entry `story`. */
export const storyClock = ({ child, ended }, laurel) => {
  const order = async (now) => {
    const done = once(child, 'message');
    child.send({ now });
    const died = ended.then((code) => {
      throw new Stop(`The server ended (${code}) while the story was told.`);
    });
    await Promise.race([done, died]);
    await whenStill(laurel);
  };
  return {
    /** It is `at` now, and Laurel has looked at everybody and sent what was to be sent. */
    put: (at) => order(at.toISOString()),
    /** The story is told: from now on the server goes by the true clock. */
    letGo: async () => {
      await order(null);
      child.disconnect();
    },
  };
};

const LEAST_PAUSE_MS = 150;
const MOST_PAUSE_MS = 2_000;
const LIMIT_MS = 300_000;

/** Nothing waits anywhere on the road, and did not a moment ago. Asking costs the server too: the more waits, the later it is asked. */
export const whenStill = async (laurel) => {
  const limit = performance.now() + LIMIT_MS;
  for (let still = 0; still < 2;) {
    const { checks } = await laurel.get('/v1/doctor');
    const lag = checks.reduce((sum, { figures }) => sum + (figures.lag ?? 0), 0);
    still = lag === 0 ? still + 1 : 0;
    if (performance.now() > limit) throw new Stop(`${lag} events or decisions wait still after ${LIMIT_MS / 1000} s.`);
    await pause(Math.min(LEAST_PAUSE_MS + 20 * lag, MOST_PAUSE_MS));
  }
};
