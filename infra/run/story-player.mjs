import { gzipSync } from 'node:zlib';
import { say, seconds, Stop } from './process.mjs';
import { waitFor } from './talk.mjs';

const LINES = { type: 'application/x-ndjson', encoding: 'gzip' };
const BATCH = 5_000;
const SAID_EVERY = 4;
/** What no longer changes by itself. */
const SETTLED = new Set(['sent', 'rejected', 'unknown', 'suppressed', 'deferred']);

/** The one that the story is about; the other ready-made ones stay off until somebody has tried them on the history. */
const THE_RULE = 'never-started';

/**
 * Tells the story through the doors that every other system uses. The rules rest meanwhile: half a history would make
 * them believe that people never started.
 */
export const playStory = async (laurel, { events, people }) => {
  const rules = (await laurel.get('/v1/rules')).rules;
  await Promise.all(rules.map(({ id }) => laurel.put(`/v1/rules/${id}`, { mode: 'off' })));
  await tellPeople(laurel, people);
  await tellEvents(laurel, events);
  await caughtUp(laurel);
  await laurel.put(`/v1/rules/${THE_RULE}`, { mode: 'live' });
  say('The rule is switched on; waiting for what it decides …');
  return decided(laurel);
};

const lines = (all) => gzipSync(all.map((one) => JSON.stringify(one)).join('\n'));

const tellPeople = async (laurel, people) => {
  const { accepted, rejected, items } = await laurel.post('/v1/people', JSON.stringify(people));
  if (rejected > 0) throw new Stop(`${rejected} people were refused: ${JSON.stringify(items[0])}`);
  say(`Told who ${accepted} of the engineers are (names and addresses live in \`people\` only).`);
};

const tellEvents = async (laurel, events) => {
  const since = performance.now();
  say(`Telling ${events.length.toLocaleString('en')} events …`);
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    const { rejected, items } = await laurel.post('/v1/events', lines(batch), LINES);
    if (rejected > 0) throw new Stop(`${rejected} events were refused: ${JSON.stringify(items[0])}`);
    const told = from + batch.length;
    if ((from / BATCH) % SAID_EVERY === SAID_EVERY - 1)
      say(`  ${told.toLocaleString('en')} told, the last of ${batch.at(-1).time.slice(0, 10)}`);
  }
  say(`All told and durable in ${seconds(since)}.`);
};

/** Everything in the log is in ClickHouse too. */
const caughtUp = async (laurel) => {
  const since = performance.now();
  await waitFor('The analytics have caught up', async () => (await lagOf(laurel)) === 0 || undefined, {
    limitSeconds: 120,
  });
  say(`The analytics have caught up (${seconds(since)} later).`);
};

/** What waits anywhere on the road; the doctor asks the log itself. */
const lagOf = async (laurel) => {
  const { checks } = await laurel.get('/v1/doctor');
  return checks.reduce((sum, { figures }) => sum + (figures.lag ?? 0), 0);
};

/** All firings, once the way of each is clear. */
const decided = (laurel) => {
  let before = -1;
  return waitFor(
    'The messages are sent',
    async () => {
      const { firings } = await laurel.get('/v1/firings?limit=500');
      const settled =
        firings.length > 0 && firings.length === before && firings.every(({ outcome }) => SETTLED.has(outcome));
      before = firings.length;
      return settled ? firings : undefined;
    },
    { limitSeconds: 120, everyMs: 500 },
  );
};
