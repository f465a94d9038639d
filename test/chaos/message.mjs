import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { asker, freePort, newDataFolder, removeFolder, startServer, whenReady } from '../support/server.mjs';
import { fallTable, requireAll, requireEqual } from '../support/falls.mjs';
import { presentation } from '../support/oulad-presentation.mjs';

/**
 * The rule "never started" on one presentation against a real SMTP server, with kill -9 before and after every step of the
 * road from fact to mail: nobody gets two mails, and everybody has a line in the ledger that says why or why not.
 */
const RULE = 'never-started';
const POINTS = [
  'decision RuleFired',
  'decision MessageRequested',
  'decision SendAttempted',
  'smtp',
  'decision MessageSent',
  'decision checkpoint',
  'log append',
];
const SIDES = POINTS.flatMap((point) => ['before', 'after'].map((when) => ({ point, when })));

const mails = new Map();
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    stream.resume().on('end', () => {
      for (const address of to) mails.set(address, (mails.get(address) ?? 0) + 1);
      done();
    });
  },
});
smtp.on('error', () => undefined); // a killed server leaves its connection open
smtp.listen(0, '127.0.0.1');
await once(smtp.server, 'listening');

const data = await newDataFolder('chaos-message');
const port = await freePort();
const env = { SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, LAUREL_SWEEP_SECONDS: '1' };

const { course, run, described, learners } = await presentation();
/** Of the learners, told at once: enough for a few to match, and for every life to find some. */
const SHARE = Math.ceil(learners.length / (2 * SIDES.length));
const addressOf = (learner) => `learner-${learner}@example.test`;
/** Where it is about noon now: nobody is written to at night. */
const noonZone = () => {
  const offset = 12 - new Date().getUTCHours();
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
};

const tell = (ask, events) =>
  ask('/v1/events', events.map((one) => JSON.stringify(one)).join('\n'), {
    headers: { 'content-type': 'application/x-ndjson' },
  });

/** One life: told its share of the learners, and more of them until it passes the line and dies. */
const live = async (side, untold) => {
  const server = await startServer({ data, port, env, chaos: { ...side, nth: 1 + Math.floor(Math.random() * 3) } });
  let ended = false;
  void server.ended.then(() => (ended = true));
  await whenReady(server).catch(() => undefined);
  const ask = asker(server, await server.key());
  while (!ended) {
    const share = untold.slice(0, SHARE);
    // Told again in the next life where no answer came: facts do not mind.
    const told = await tell(
      ask,
      share.flatMap(({ events }) => events),
    ).catch(() => undefined);
    if (told) untold.splice(0, share.length);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    if (share.length === 0 && !ended) return (await server.kill(), 'nothing left to fall on');
  }
  return server.fell();
};

const whenQuiet = async (ask) => {
  for (let quiet = 0; quiet < 4;) {
    const { checks } = await ask('/v1/doctor');
    const waiting = checks.reduce((sum, { figures }) => sum + Number(figures.lag ?? 0), 0);
    quiet = waiting === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // a sweep of the rule lies in between
  }
};

const ledger = async (ask) => {
  const lines = [];
  for (let after = ''; after !== null;) {
    const page = await ask(
      `/v1/ledger?rule=${RULE}&course=${course}&run=${run}&limit=2000${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    );
    lines.push(...page.lines);
    after = page.next;
  }
  return lines;
};

const falls = [];
try {
  const first = await startServer({ data, port, env });
  const tellFirst = asker(first, await first.key());
  await tellFirst(
    '/v1/people',
    learners.map(({ learner }) => ({
      learner,
      name: `Learner ${learner}`,
      email: addressOf(learner),
      timeZone: noonZone(),
    })),
  );
  await tell(tellFirst, [described]);
  await tellFirst(`/v1/rules/${RULE}`, { mode: 'live' }, { method: 'PUT' });
  await first.stop();

  const untold = [...learners];
  for (const side of SIDES) {
    falls.push(await live(side, untold));
    console.log(
      `killed ${falls.at(-1)}; ${learners.length - untold.length} of ${learners.length} learners told, ${mails.size} mails`,
    );
  }
  const server = await startServer({ data, port, env });
  const ask = asker(server, await server.key());
  if (untold.length > 0)
    await tell(
      ask,
      untold.flatMap(({ events }) => events),
    );
  await whenQuiet(ask);
  const lines = await ledger(ask);
  const { matches } = await ask(`/v1/rules/${RULE}/test`, {});
  await server.stop();

  console.log(fallTable(POINTS, falls));
  const outcomes = group(lines);
  console.log(
    `ledger: ${Object.entries(outcomes)
      .map(([outcome, some]) => `${some.length} ${outcome}`)
      .join(', ')}; ${matches} match`,
  );
  const sent = (outcomes.sent ?? []).map(({ learner }) => addressOf(learner));
  requireEqual([
    ['learners with a line in the ledger', new Set(lines.map(({ learner }) => learner)).size, learners.length],
    ['lines that say why', lines.filter(({ why }) => why.length > 0).length, learners.length],
    ['addresses with more than one mail', [...mails.values()].filter((times) => times > 1).length, 0],
    ['sent and arrived', sent.filter((address) => mails.get(address) === 1).length, sent.length],
    [
      'arrived and neither sent nor unknown',
      [...mails.keys()].filter((address) => !mayHaveArrived(lines, address)).length,
      0,
    ],
    [
      'matches with an end',
      lines.filter(({ outcome }) => ['sent', 'unknown', 'suppressed', 'rejected'].includes(outcome)).length,
      matches,
    ],
  ]);
  requireAll(SIDES, falls);
} finally {
  smtp.close();
  await removeFolder(data);
}

function group(lines) {
  const outcomes = {};
  for (const line of lines) (outcomes[line.outcome] ??= []).push(line);
  return outcomes;
}

function mayHaveArrived(lines, address) {
  return lines.some(({ learner, outcome }) => addressOf(learner) === address && ['sent', 'unknown'].includes(outcome));
}
process.exit();
