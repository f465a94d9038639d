import { asker, freePort, newDataFolder, removeFolder, startServer, whenCaughtUp } from '../support/server.mjs';
import { requireEqual } from '../support/falls.mjs';

/**
 * A campaign for 100,000 people, planned while the process is killed with -9 at random moments, and again without a kill:
 * everybody has one line that says in or out, nobody has two, and no more messages fell due than the pace lets.
 * CAMPAIGN_PEOPLE sets how many, CAMPAIGN_KILLS how often.
 */
const PEOPLE = Number(process.env.CAMPAIGN_PEOPLE ?? 100_000);
const KILLS = Number(process.env.CAMPAIGN_KILLS ?? 3);
const PER_HOUR = 1_000;
const BATCH = 5_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const nameOf = (n) => `learner-${String(n).padStart(6, '0')}`;
const described = (n) => ({
  ...{ specversion: '1.0', id: `p-${n}`, source: 'hr', type: 'learning.PersonDescribed', subject: nameOf(n) },
  ...{ time: '2026-01-01T00:00:00Z', data: { attributes: { role: 'engineer', team: `team-${n % 50}` } } },
});
const definition = (from) => ({
  ...{ title: 'Chaos', category: 'campaign', holdout: { share: 0.1 }, throttle: { perHour: PER_HOUR } },
  audience: {
    about: 'learner',
    criterion: { is: 'attribute', name: 'role', test: { op: 'eq', value: 'engineer' } },
  },
  goal: { meets: { about: 'learner', criterion: { is: 'has', course: 'consulting' } }, within: { days: 60 } },
  steps: [
    { id: 'invite', do: 'message', template: 'never-started' },
    { id: 'pause', do: 'wait', for: { days: 7 } },
    { id: 'remind', do: 'message', template: 'never-started' },
  ],
  window: { from: new Date(from).toISOString(), to: new Date(from + 200 * 86_400_000).toISOString() },
});

/** Told, estimated, submitted, approved by another key, launched; what it began with. */
const launch = async (server, id) => {
  const ask = asker(server, await server.key());
  const { secret } = await ask('/v1/keys', { name: `second person of ${id}`, scopes: ['engage'] });
  const second = asker(server, secret);
  await ask('/v1/campaigns', { id, definition: definition(Date.now()) });
  const { estimate } = await ask(`/v1/campaigns/${id}/estimate`, { version: 1 });
  await ask(`/v1/campaigns/${id}/submit`, { version: 1 });
  await second(`/v1/campaigns/${id}/approve`, { version: 1 });
  await ask(`/v1/campaigns/${id}/launch`, { version: 1 });
  return estimate;
};

const stateOf = async (server, id) => asker(server, await server.key())(`/v1/campaigns/${id}`);
const isPlanned = ({ history }) => history.some(({ what }) => what === 'AudiencePlanned');
const whenPlanned = async (server, id) => {
  for (;;) {
    const campaign = await stateOf(server, id);
    if (isPlanned(campaign) && campaign.messages > 0) return campaign;
    await pause(250);
  }
};

/** Lines of the whole ledger, counted by person and outcome. */
const ledgerOf = async (server, id) => {
  const answer = await fetch(`${server.url}/v1/campaigns/${id}/ledger`, {
    headers: { authorization: `Bearer ${await server.key()}`, accept: 'text/csv' },
  });
  const lines = (await answer.text()).trimEnd().split('\r\n').slice(1);
  return lines.map((line) => line.split(',')).map(([learner, , , , step, outcome]) => ({ learner, step, outcome }));
};

const verify = async (server, id, estimate) => {
  const lines = await ledgerOf(server, id);
  const inOrOut = lines.filter(({ outcome }) => ['entered', 'held-out', 'not-entered'].includes(outcome));
  const held = new Set(lines.filter(({ outcome }) => outcome === 'held-out').map(({ learner }) => learner));
  const messages = lines.filter(({ step, outcome }) => step === 'invite' && outcome !== 'deferred');
  requireEqual([
    [`${id}: people with a line that says in or out`, new Set(inOrOut.map(({ learner }) => learner)).size, PEOPLE],
    [`${id}: lines that say in or out`, inOrOut.length, PEOPLE],
    [`${id}: held out, as estimated`, held.size, estimate.excluded.heldOut],
    [`${id}: people whose message fell due`, new Set(messages.map(({ learner }) => learner)).size, messages.length],
    [`${id}: messages to who is held out`, messages.filter(({ learner }) => held.has(learner)).length, 0],
  ]);
  return held;
};

const data = await newDataFolder('chaos-campaign');
const port = await freePort();
const env = { LAUREL_SWEEP_SECONDS: '1' };
try {
  let server = await startServer({ data, port, env });
  const ask = asker(server, await server.key());
  for (let from = 0; from < PEOPLE; from += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, PEOPLE - from) }, (_, n) => JSON.stringify(described(from + n)));
    await ask('/v1/events', some.join('\n'), { headers: { 'content-type': 'application/x-ndjson' } });
  }
  await whenCaughtUp(ask);

  const estimate = await launch(server, 'uninterrupted');
  const began = Date.now();
  const planned = await whenPlanned(server, 'uninterrupted');
  console.log(`${PEOPLE} people planned and ${planned.messages} messages due in ${(Date.now() - began) / 1_000} s`);
  await asker(server, await server.key())('/v1/campaigns/uninterrupted/cancel', { why: 'measured' });
  const first = await ledgerOf(server, 'uninterrupted');
  console.log(`the ledger of the uninterrupted one has ${first.length} lines`);

  const expected = await launch(server, 'killed');
  for (let kill = 1; kill <= KILLS; kill++) {
    await pause(1_000 + Math.random() * 6_000);
    await server.kill();
    server = await startServer({ data, port, env });
    const campaign = await stateOf(server, 'killed');
    const decided = campaign.progress.reduce((sum, { people }) => sum + people, 0);
    console.log(
      `kill ${kill}: ${decided} of ${PEOPLE} were decided about${isPlanned(campaign) ? ', all planned' : ''}`,
    );
  }
  await whenPlanned(server, 'killed');
  await pause(3_000);
  await verify(server, 'killed', expected);
  await verify(server, 'uninterrupted', estimate);
  await server.stop();
} finally {
  await removeFolder(data);
}
