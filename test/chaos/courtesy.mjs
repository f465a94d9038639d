import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { requireEqual } from '../support/falls.mjs';
import { asker, freePort, newDataFolder, removeFolder, startServer, whenReady } from '../support/server.mjs';

/**
 * 5,000 messages of a rule to a real SMTP server that answers 250, 421, 450 and 550, before and behind the mail, and hangs
 * in both places, while Laurel is killed with -9 at 50 random moments: nobody gets two mails, and every line of the ledger
 * is true against the log of the SMTP server.
 *   npm run chaos -- courtesy [--rounds 50] [--scale 1]
 */
const given = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const KILLS = given('--rounds', 50);
const PEOPLE = Math.max(50, Math.round(5_000 * given('--scale', 1)));
const RULE = 'never-started';
const COURSE = 'consulting';
const DAY_MS = 86_400_000;

/** By the answer: how often it is given, and what it says about the mail. Drawn anew for every attempt. */
const ANSWERS = [
  { name: '250', weight: 78 },
  { name: '421 to RCPT', weight: 4, at: 'rcpt', code: 421 },
  { name: '450 to RCPT', weight: 4, at: 'rcpt', code: 450 },
  { name: '550 to RCPT', weight: 4, at: 'rcpt', code: 550 },
  { name: '450 to DATA', weight: 4, at: 'data', code: 450 },
  { name: '550 to DATA', weight: 4, at: 'data', code: 550 },
  { name: 'hangs at RCPT', weight: 1, at: 'rcpt' },
  { name: 'hangs behind DATA', weight: 1, at: 'data' },
];
let drawn = 0;
/** Each once, then by chance. */
const draw = () => {
  if (drawn < ANSWERS.length) return ANSWERS[drawn++];
  let left = randomInt(ANSWERS.reduce((sum, { weight }) => sum + weight, 0));
  return ANSWERS.find(({ weight }) => (left -= weight) < 0);
};

/** What the SMTP server did, in order: { address, answer, delivered }. A mail behind which it hangs was taken in. */
const log = [];
const answering = new WeakMap();
const refusal = (code) => Object.assign(new Error('no'), { responseCode: code });
const smtp = new SMTPServer({
  authOptional: true,
  disableReverseLookup: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, session, done) => {
    const answer = draw();
    answering.set(session, answer);
    if (answer.at !== 'rcpt') return done();
    log.push({ address, answer: answer.name, delivered: false });
    if (answer.code !== undefined) done(refusal(answer.code));
  },
  onData: (stream, session, done) => {
    const answer = answering.get(session);
    const [{ address }] = session.envelope.rcptTo;
    stream.resume().on('end', () => {
      const delivered = answer.code === undefined;
      log.push({ address, answer: answer.name, delivered });
      if (answer.code !== undefined) return done(refusal(answer.code));
      if (answer.at !== 'data') done();
    });
  },
});
smtp.on('error', () => undefined); // a killed server leaves its connections open
smtp.listen(0, '127.0.0.1');
await once(smtp.server, 'listening');

const data = await newDataFolder('chaos-courtesy');
const port = await freePort();
const env = {
  SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}?socketTimeout=400`,
  ...{ LAUREL_SWEEP_SECONDS: '1', LAUREL_QUIET_HOURS: 'none', LAUREL_WORKING_DAYS: 'all' },
};
const people = Array.from({ length: PEOPLE }, (_, n) => `learner-${String(n).padStart(5, '0')}`);
const addressOf = (learner) => `${learner}@example.test`;
const enrolled = (learner) =>
  JSON.stringify({
    ...{ specversion: '1.0', id: `enrolled-${learner}`, source: 'https://lms.example/', type: 'learning.Enrolled' },
    ...{ time: new Date(Date.now() - 20 * DAY_MS).toISOString(), subject: learner, data: { course: COURSE, run: 'r' } },
  });

const ledger = async (ask) => {
  const lines = [];
  for (let after = ''; after !== null;) {
    const page = await ask(
      `/v1/ledger?rule=${RULE}&course=${COURSE}&limit=2000${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    );
    lines.push(...page.lines);
    after = page.next;
  }
  return lines;
};

/** Where Laurel was when it was killed: by the newest decision about a message, and what the SMTP server was doing. */
const falls = new Map();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const live = async () => {
  const before = log.length;
  const server = await startServer({ data, port, env });
  // Four of five lives are killed while mails go, the first and the others right after their start.
  const waitsForMail = falls.size > 0 && randomInt(5) > 0;
  for (let waited = 0; waitsForMail && log.length === before && waited < 200; waited++) await pause(100);
  await pause(randomInt(waitsForMail ? 2_500 : 100));
  const last = log.at(-1);
  await server.kill();
  const where = log.length === before ? 'before the first mail of that life' : `after the server's "${last.answer}"`;
  falls.set(where, (falls.get(where) ?? 0) + 1);
};

/** Nothing is under way, and whatever waits does so for a later time. */
const whenQuiet = async (ask) => {
  for (let quiet = 0; quiet < 3;) {
    const { checks } = await ask('/v1/doctor');
    const lag = checks.reduce((sum, { figures }) => sum + Number(figures.lag ?? 0), 0);
    quiet = lag === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
};

try {
  const first = await startServer({ data, port, env });
  const tell = asker(first, await first.key());
  const described = people.map((learner) => ({ learner, name: learner, email: addressOf(learner), timeZone: 'UTC' }));
  for (let at = 0; at < PEOPLE; at += 1_000) await tell('/v1/people', described.slice(at, at + 1_000));
  await tell('/v1/events', people.map(enrolled).join('\n'), { headers: { 'content-type': 'application/x-ndjson' } });
  await tell(`/v1/rules/${RULE}`, { mode: 'live' }, { method: 'PUT' });
  await first.stop();

  for (let kill = 1; kill <= KILLS; kill++) {
    await live();
    if (kill % 5 === 0) console.log(`${kill} of ${KILLS} kills; the SMTP server answered ${log.length} times`);
  }
  const server = await startServer({ data, port, env });
  await whenReady(server);
  const ask = asker(server, await server.key());
  await whenQuiet(ask);
  // What was put off is tried again while the ledger is read: no further mail is taken, so that both logs end together.
  smtp.close();
  await pause(5_000);
  const lines = await ledger(ask);
  await server.stop();

  const delivered = new Map();
  const refused = new Set();
  for (const { address, answer, delivered: took } of log) {
    if (took) delivered.set(address, (delivered.get(address) ?? 0) + 1);
    if (answer.startsWith('550')) refused.add(address);
  }
  const outcomes = Map.groupBy ? Map.groupBy(lines, ({ outcome }) => outcome) : group(lines);
  const of = (outcome) => outcomes.get(outcome) ?? [];
  const took = ({ learner }) => delivered.get(addressOf(learner)) ?? 0;
  const waits = new Set(['postponed', 'requested']);
  const ended = new Set(['sent', 'rejected', 'unknown', 'suppressed', ...waits]);

  console.log(`\nkills: ${KILLS}`);
  for (const [where, times] of [...falls].sort()) console.log(`  ${String(times).padStart(3)}  ${where}`);
  console.log('\nanswers of the SMTP server:');
  for (const { name } of ANSWERS) {
    console.log(`  ${String(log.filter(({ answer }) => answer === name).length).padStart(5)}  ${name}`);
  }
  console.log(`\nledger: ${[...outcomes].map(([outcome, some]) => `${some.length} ${outcome}`).join(', ')}\n`);
  requireEqual([
    ['people with a line in the ledger', new Set(lines.map(({ learner }) => learner)).size, PEOPLE],
    [
      'lines with an end, or waiting for another attempt',
      lines.filter(({ outcome }) => ended.has(outcome)).length,
      PEOPLE,
    ],
    ['people with more than one mail', [...delivered.values()].filter((times) => times > 1).length, 0],
    ['"sent", and the server took it once', of('sent').filter((line) => took(line) === 1).length, of('sent').length],
    [
      '"rejected", and the server said 550 and took none',
      of('rejected').filter((line) => took(line) === 0 && refused.has(addressOf(line.learner))).length,
      of('rejected').length,
    ],
    [
      'waiting for another attempt, and the server took none',
      lines.filter((line) => waits.has(line.outcome) && took(line) === 0).length,
      lines.filter(({ outcome }) => waits.has(outcome)).length,
    ],
    [
      'mails taken that are neither "sent" nor "unknown"',
      lines.filter((line) => took(line) > 0 && !['sent', 'unknown'].includes(line.outcome)).length,
      0,
    ],
  ]);
  for (const { name } of ANSWERS) {
    if (log.some(({ answer }) => answer === name)) continue;
    console.log(`MISSED  the SMTP server never answered "${name}"`);
    process.exitCode = 1;
  }
  const places = ['before the first mail of that life', `after the server's "250"`];
  for (const place of places) {
    if (falls.has(place)) continue;
    console.log(`MISSED  no kill fell ${place}`);
    process.exitCode = 1;
  }
} finally {
  await removeFolder(data);
}

function group(lines) {
  const groups = new Map();
  for (const line of lines) groups.set(line.outcome, [...(groups.get(line.outcome) ?? []), line]);
  return groups;
}
process.exit();
