import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { fallTable, requireAll, requireEqual } from '../support/falls.mjs';
import {
  asker,
  freePort,
  newDataFolder,
  removeFolder,
  startServer,
  whenCaughtUp,
  whenReady,
} from '../support/server.mjs';

/**
 * The weekly reports of 2,000 managers about 40,000 people: all made, and mailed to a real SMTP server, within 120 s; then
 * those of as many other managers while Laurel is killed with -9 before and after every step of the road. No manager gets
 * two, none is missing, and what was mailed is what the report as of its time says afterwards, to the digit.
 *   npm run chaos -- reports [--scale 1]
 */
const given = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const MANAGERS = Math.max(40, Math.round(2_000 * given('--scale', 1)));
const EACH = 20;
const MOST_SECONDS = 120;
const POINTS = [
  'decision ManagerReportFellDue',
  'decision MessageRequested',
  'decision SendAttempted',
  'smtp',
  'decision MessageSent',
  'decision checkpoint',
];
const SIDES = POINTS.flatMap((point) => ['before', 'after'].map((when) => ({ point, when })));
const DAY_MS = 86_400_000;
/** After a kill, on a busy machine. */
const READY_MS = 300_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** By address, how many mails; and the tables of some of them, to be compared. */
const mails = new Map();
const tables = new Map();
const smtp = new SMTPServer({
  authOptional: true,
  disableReverseLookup: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    const [{ address }] = session.envelope.rcptTo;
    const isKept = Number(/\d+/.exec(address)?.[0]) % 50 === 0;
    const read = isKept ? simpleParser(stream) : once(stream.resume(), 'end');
    read.then((mail) => {
      mails.set(address, (mails.get(address) ?? 0) + 1);
      if (isKept) tables.set(address, mail.attachments[0]?.content.toString() ?? '');
      done();
    }, done);
  },
});
smtp.on('error', () => undefined); // a killed server leaves its connection open
smtp.listen(0, '127.0.0.1');
await once(smtp.server, 'listening');

const managerOf = (group, n) => `${group}-manager-${String(n).padStart(4, '0')}`;
const addressOf = (manager) => `${manager.replace(/\D/g, '')}.${manager[0]}@example.test`;

/** One of twenty people of a manager: who did what follows from the number. The first ten managers manage the others. */
const factsOf = (group, n, now) => {
  const manager = managerOf(group, Math.floor(n / EACH));
  const learner = `${group}-person-${n}`;
  const at = (daysAgo) => new Date(now - daysAgo * DAY_MS - n * 1_000).toISOString();
  const fact = (type, daysAgo, data) => ({
    ...{ specversion: '1.0', source: 'chaos', id: `${learner}-${type}-${daysAgo}`, type: `learning.${type}` },
    ...{ subject: learner, time: at(daysAgo), data },
  });
  const course = `course-${n % 7}`;
  return [
    fact('PersonDescribed', 300, { attributes: { manager, role: 'engineer' } }),
    fact('Enrolled', 60, { course }),
    fact('Progressed', 30 - (n % 28), { course, share: (n % 10) / 10 }),
    ...(n % 4 === 0 ? [fact('CourseCompleted', n % 12, { course, result: 'pass' })] : []),
    ...(n % 9 === 0
      ? [fact('Assigned', 90, { course: 'safety', by: 'rule', required: true, dueAt: at((n % 40) - 10) })]
      : []),
  ];
};

const tell = async (ask, group) => {
  const now = Date.now();
  const managers = Array.from({ length: MANAGERS }, (_, n) => managerOf(group, n));
  await ask(
    '/v1/people',
    managers.map((one) => ({ learner: one, name: one, email: addressOf(one), timeZone: 'UTC' })),
  );
  const heads = managers.slice(10).map((subject, n) => ({
    ...{ specversion: '1.0', source: 'chaos', id: `head-${subject}`, type: 'learning.PersonDescribed', subject },
    ...{ time: new Date(now - 300 * DAY_MS).toISOString() },
    data: { attributes: { manager: managers[n % 10] } },
  }));
  const people = Array.from({ length: MANAGERS * EACH }, (_, n) => n);
  for (let from = 0; from < people.length; from += 2_000) {
    const facts = people.slice(from, from + 2_000).flatMap((n) => factsOf(group, n, now));
    const lines = [...(from === 0 ? heads : []), ...facts].map((one) => JSON.stringify(one)).join('\n');
    await ask('/v1/events', lines, { headers: { 'content-type': 'application/x-ndjson' } });
  }
  await whenCaughtUp(ask);
};

/** The next full minute but one, as the schedule says it; reports fall due when it comes. */
const schedule = async (ask) => {
  const due = new Date(Math.ceil((Date.now() + 2_000) / 60_000) * 60_000);
  const on = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(due).toLowerCase();
  const settings = { isOn: true, on, at: due.toISOString().slice(11, 16) };
  await ask('/v1/manager-report-settings', settings, { method: 'PUT' });
  return due;
};

const ENDS = new Set(['sent', 'unknown', 'rejected', 'suppressed']);
const reportsOf = async (ask, group) => {
  const reports = [];
  for (let n = 0; n < MANAGERS; n += 1) {
    if (n % 100 === 0) await pause(0);
    const { reports: some } = await ask(`/v1/manager-reports?manager=${managerOf(group, n)}`);
    reports.push(...some);
  }
  return reports;
};
const managersMailed = (group) => [...mails.keys()].filter((one) => one.endsWith(`.${group}@example.test`)).length;

const verify = async (ask, group, mayBeUnknown) => {
  const reports = await reportsOf(ask, group);
  const sent = reports.filter(({ outcome }) => outcome === 'sent');
  const unknown = reports.filter(({ outcome }) => outcome === 'unknown');
  const arrived = (some) => some.filter(({ manager }) => mails.get(addressOf(manager)) === 1).length;
  console.log(`group ${group}: ${sent.length} sent, ${unknown.length} unknown (of which ${arrived(unknown)} arrived)`);
  requireEqual([
    [`${group}: managers with a report`, new Set(reports.map(({ manager }) => manager)).size, MANAGERS],
    [`${group}: reports`, reports.length, MANAGERS],
    [`${group}: reports with an end`, reports.filter(({ outcome }) => ENDS.has(outcome)).length, MANAGERS],
    [`${group}: sent or unknown`, sent.length + unknown.length, MANAGERS],
    [`${group}: sent, and arrived once`, arrived(sent), sent.length],
    [`${group}: managers with more than one mail`, [...mails.values()].filter((times) => times > 1).length, 0],
    ...(mayBeUnknown ? [] : [[`${group}: unknown`, unknown.length, 0]]),
    ...(await tablesOf(ask, group, sent)),
  ]);
};

/** What was mailed, without the names, is what the report as of that time says now. */
const tablesOf = async (ask, group, sent) => {
  const kept = sent.filter(({ manager }) => tables.has(addressOf(manager)));
  let same = 0;
  for (const { manager, asOf, settings } of kept) {
    const answer = await fetch(`${ask.url}/v1/teams/${manager}/report?asOf=${asOf}&settings=${settings}`, {
      headers: { authorization: `Bearer ${ask.key}`, accept: 'text/csv' },
    });
    const rows = tables.get(addressOf(manager)).split('\r\n');
    const mailed = rows.map((row) => row.replace(/^[^,]*,/, '')).join('\r\n');
    if (mailed === (await answer.text())) same += 1;
  }
  return [[`${group}: tables that are the same when asked for later`, same, kept.length]];
};

const open = async (server) => {
  const key = await server.key();
  return Object.assign(asker(server, key), { url: server.url, key });
};

/** One life: until it passes the line and dies. */
const live = async (side) => {
  const nth = side.point === 'decision ManagerReportFellDue' ? 1 : 1 + Math.floor(Math.random() * 20);
  const server = await startServer({ data, port, env, chaos: { ...side, nth } });
  let ended = false;
  void server.ended.then(() => (ended = true));
  await whenReady(server, READY_MS).catch(() => undefined);
  for (let waited = 0; !ended; waited += 250) {
    if (waited > READY_MS) return (await server.kill(), 'nothing left to fall on');
    await pause(250);
  }
  return server.fell();
};

const data = await newDataFolder('chaos-reports');
const port = await freePort();
const env = {
  ...{ SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, LAUREL_SWEEP_SECONDS: '1' },
  ...{ LAUREL_QUIET_HOURS: 'none', LAUREL_LOG_LEVEL: 'error' },
};
const falls = [];
try {
  let server = await startServer({ data, port, env, readyMs: READY_MS });
  let ask = await open(server);
  await tell(ask, 'a');
  const due = await schedule(ask);
  while (managersMailed('a') < MANAGERS) {
    if (Date.now() > due.getTime() + 10 * MOST_SECONDS * 1_000) throw new Error(`only ${managersMailed('a')} mails`);
    await pause(100);
  }
  const took = (Date.now() - due.getTime()) / 1_000;
  console.log(`${MANAGERS} reports about ${MANAGERS * EACH} people: mailed ${took.toFixed(1)} s after they fell due`);
  if (took > MOST_SECONDS) {
    console.log(`WRONG  it took longer than ${MOST_SECONDS} s`);
    process.exitCode = 1;
  }
  await pause(2_000);
  await verify(ask, 'a', false);

  await tell(ask, 'b');
  await schedule(ask);
  await server.stop();
  for (const side of SIDES) {
    falls.push(await live(side));
    console.log(`killed ${falls.at(-1)}; ${managersMailed('b')} of ${MANAGERS} mails`);
  }
  server = await startServer({ data, port, env, readyMs: READY_MS });
  ask = await open(server);
  for (let quiet = 0; quiet < 5;) {
    const { checks } = await ask('/v1/doctor');
    const waiting = checks.reduce((sum, { figures }) => sum + Number(figures.lag ?? 0), 0);
    quiet = waiting === 0 && managersMailed('b') > 0 ? quiet + 1 : 0;
    await pause(1_000);
  }
  await verify(ask, 'b', true);
  await server.stop();
  console.log(fallTable(POINTS, falls));
  requireAll(SIDES, falls);
} finally {
  smtp.close();
  await removeFolder(data);
}
process.exit();
