import { asker, freePort, startServer, whenCaughtUp } from '../../support/server.mjs';
import { makeEvents } from '../events.mjs';

const EVENTS = 100_000;
const BATCH = 2_000;
const CONNECTIONS = 4;
const SMALL_QUESTIONS = 10;
const HEAVY_STEPS = 12;

/**
 * A whole server over what was told, asked by HTTP: what others notice of a heavy question. `close` ends it.
 */
export const besideRows = ({ told, folder }) => {
  let running;
  const start = async () => {
    const server = await startServer({ data: folder, port: await freePort() });
    return { server, ask: asker(server, await server.key()) };
  };
  const started = async () => (running ??= await start());

  let sent = 0;
  /** From the first request to the last row in ClickHouse. */
  const takeIn = async (ask) => {
    const lines = makeEvents(EVENTS, `https://lms.example/${sent++}`);
    const bodies = [];
    for (let from = 0; from < EVENTS; from += BATCH) bodies.push(lines.slice(from, from + BATCH).join('\n'));
    const since = performance.now();
    const one = async () => {
      for (let body = bodies.pop(); body; body = bodies.pop())
        await ask('/v1/events', body, { headers: { 'content-type': 'application/x-ndjson' } });
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
    await whenCaughtUp(ask);
    return { ms: performance.now() - since };
  };
  /** The slowest of several. */
  const askSmall = async (ask) => {
    let ms = 0;
    for (let left = SMALL_QUESTIONS; left > 0; left--) {
      const since = performance.now();
      await ask(`/v1/learners/${told.learner}/timeline`);
      ms = Math.max(ms, performance.now() - since);
    }
    return { ms };
  };
  const alone = (work) => async () => work((await started()).ask);
  const besideHeavy = (work) => async () => {
    const { ask } = await started();
    const heavy = { steps: told.kinds.slice(0, HEAVY_STEPS).map((event) => ({ event })), window: { days: 60 } };
    let over = false;
    const asked = (async () => {
      while (!over) await ask('/v1/questions/funnel', heavy);
    })();
    try {
      return await work(ask);
    } finally {
      over = true;
      await asked;
    }
  };

  return [
    { name: 'intake of 100,000 events', ask: alone(takeIn) },
    {
      name: 'intake beside a funnel over everything',
      ask: besideHeavy(takeIn),
      ...{ against: 'intake of 100,000 events', atMost: 1 / 0.7 },
    },
    {
      name: 'timeline of one learner beside a funnel over everything, slowest of 10',
      ask: besideHeavy(askSmall),
      atMostMs: 100,
      end: () => running?.server.stop(),
    },
  ];
};
