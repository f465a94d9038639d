import { once } from 'node:events';
import { Stop } from './process.mjs';
import { waitFor } from './talk.mjs';

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

/** Nothing waits anywhere on the road, and did not a moment ago. */
export const whenStill = async (laurel) => {
  let still = 0;
  const look = async () => {
    const { checks } = await laurel.get('/v1/doctor');
    const lag = checks.reduce((sum, { figures }) => sum + (figures.lag ?? 0), 0);
    still = lag === 0 ? still + 1 : 0;
    return still === 2 || undefined;
  };
  await waitFor('Nothing waits any more', look, { limitSeconds: 180, everyMs: 100 });
};
