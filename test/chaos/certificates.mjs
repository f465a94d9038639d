import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { asker, freePort, newDataFolder, removeFolder, startServer, whenReady } from '../support/server.mjs';
import { fallTable, requireAll, requireEqual } from '../support/falls.mjs';

/**
 * Certificates against a real SMTP server, with kill -9 before and after every step of the road from facts to a delivered
 * certificate, and of the road back where a score is corrected: no learner has two certificates in force, none who passed
 * has none, and every change was mailed under one Message-ID. Then a programme is published late over CERTIFICATE_PEOPLE
 * people who did it already, and the process is killed while they are looked at: each has exactly one.
 */
const POINTS = [
  'decision PathBegun',
  'decision CertificateIssued',
  'status place',
  'credential kept',
  'decision CredentialSigned',
  'decision NoticeFellDue',
  'decision MessageRequested',
  'decision SendAttempted',
  'smtp',
  'decision MessageSent',
  'decision CertificateDelivered',
  'decision RequirementUnmet',
  'decision CertificateRevoked',
  'decision checkpoint',
];
const SIDES = POINTS.flatMap((point) => ['before', 'after'].map((when) => ({ point, when })));
const PEOPLE = Number(process.env.CERTIFICATE_PEOPLE ?? 10_000);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** By Message-ID: to whom, and how often. */
const mails = new Map();
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      const [, id = ''] = /^message-id:\s*(\S+)/im.exec(Buffer.concat(chunks).toString('latin1')) ?? [];
      const [to] = session.envelope.rcptTo.map(({ address }) => address);
      mails.set(id, { to, times: (mails.get(id)?.times ?? 0) + 1 });
      done();
    });
  },
});
smtp.on('error', () => undefined); // a killed server leaves its connection open
smtp.listen(0, '127.0.0.1');
await once(smtp.server, 'listening');

const data = await newDataFolder('chaos-certificates');
const port = await freePort();
const env = { SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, LAUREL_SWEEP_SECONDS: '1' };
/** Where it is about noon now: nobody is written to at night. */
const offset = 12 - new Date().getUTCHours();
const noonZone = `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;

const definition = (course) => ({
  ...{ title: `Certified in ${course}`, description: 'Chaos.', validFor: { months: 12 } },
  requires: {
    is: 'all',
    of: [
      { is: 'course', id: 'course', course },
      { is: 'assessment', id: 'exam', course, assessment: 'exam', minimum: 0.7 },
    ],
  },
});
const event = (id, type, subject, time, data) => ({
  ...{ specversion: '1.0', source: 'lms', id, type: `learning.${type}`, subject, time, data },
});
const scored = (id, subject, time, course, raw) =>
  event(id, 'AssessmentSubmitted', subject, time, { course, assessment: 'exam', score: { raw, max: 100 } });
const passing = (learner, course) => [
  event(`c-${course}-${learner}`, 'CourseCompleted', learner, '2026-01-10T09:00:00Z', { course }),
  scored(`s-${course}-${learner}`, learner, '2026-01-11T09:00:00Z', course, 80),
];
const corrected = (learner) => scored(`low-${learner}`, learner, '2026-01-12T09:00:00Z', 'consulting', 55);

const tell = (ask, events) =>
  ask('/v1/events', events.map((one) => JSON.stringify(one)).join('\n'), {
    headers: { 'content-type': 'application/x-ndjson' },
  });
const publish = async (ask, id, course) => {
  await ask('/v1/programmes', { id, definition: definition(course) });
  await ask(`/v1/programmes/${id}/publish`, { version: 1 });
};

const learners = [];
const addressOf = (learner) => `${learner}@example.test`;
const isCorrected = (n) => n % 2 === 1;
/** One life: six new learners, and the scores of every second earlier one corrected, until it passes the line and dies. */
const live = async (side) => {
  const server = await startServer({ data, port, env, chaos: { ...side, nth: 1 } });
  let ended = false;
  void server.ended.then(() => (ended = true));
  await whenReady(server).catch(() => undefined);
  const ask = asker(server, await server.key());
  while (!ended) {
    const fresh = Array.from({ length: 6 }, (_, n) => `learner-${learners.length + n}`);
    learners.push(...fresh);
    const known = fresh.map((learner) => ({
      learner,
      name: learner,
      email: `${learner}@example.test`,
      timeZone: noonZone,
    }));
    const low = learners.slice(-12, -6).filter((_, n) => isCorrected(n));
    await keepAsking(
      () => ended,
      async () => {
        await ask('/v1/people', known);
        await tell(ask, [...fresh.flatMap((learner) => passing(learner, 'consulting')), ...low.map(corrected)]);
      },
    );
    await pause(2_000);
  }
  return server.fell();
};

/** Told again in the next life where no answer came: facts do not mind. */
const keepAsking = async (isOver, work) => {
  while (!isOver()) {
    const done = await work().then(
      () => true,
      () => false,
    );
    if (done) return;
    await pause(100);
  }
};

const whenQuiet = async (ask) => {
  for (let quiet = 0; quiet < 4;) {
    const { checks } = await ask('/v1/doctor');
    const waiting = checks.reduce((sum, { figures }) => sum + Number(figures.lag ?? 0), 0);
    quiet = waiting === 0 ? quiet + 1 : 0;
    await pause(1_000);
  }
};

const certificatesOf = async (ask, programme) => {
  const all = [];
  for (let after = ''; after !== null;) {
    const query = `programme=${programme}&limit=500${after ? `&after=${after}` : ''}`;
    const page = await ask(`/v1/certificates?${query}`);
    all.push(...page.certificates);
    after = page.next;
  }
  return all;
};
const countBy = (all, keyOf) => {
  const counts = new Map();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
};

const falls = [];
try {
  const first = await startServer({ data, port, env });
  await publish(asker(first, await first.key()), 'consultant', 'consulting');
  await first.stop();
  for (const side of SIDES) {
    falls.push(await live(side));
    console.log(`killed ${falls.at(-1)}; ${learners.length} learners told, ${mails.size} mails`);
  }

  let server = await startServer({ data, port, env });
  let ask = asker(server, await server.key());
  // Everything once more, in a life that nothing ends.
  const low = learners.filter((_, n) => isCorrected(n) && n < learners.length - 6);
  await ask(
    '/v1/people',
    learners.map((learner) => ({ learner, name: learner, email: `${learner}@example.test`, timeZone: noonZone })),
  );
  await tell(ask, [...learners.flatMap((learner) => passing(learner, 'consulting')), ...low.map(corrected)]);
  await whenQuiet(ask);
  const all = await certificatesOf(ask, 'consultant');
  const inForce = countBy(
    all.filter(({ status }) => status === 'valid'),
    ({ learner }) => learner,
  );
  const lowSet = new Set(low);
  const passed = learners.filter((learner) => !lowSet.has(learner));
  const signed = all.filter(({ signedAt }) => signedAt !== null);
  const revoked = signed.filter(({ status }) => status === 'revoked');
  const lost = [...new Set(revoked.map(({ learner }) => learner))];
  const arrived = countBy([...mails.values()], ({ to }) => to);
  const due = countBy([...signed, ...revoked], ({ learner }) => `${learner}@example.test`);
  console.log(fallTable(POINTS, falls));
  requireEqual([
    ['learners with two certificates in force', [...inForce.values()].filter((n) => n > 1).length, 0],
    ['who passed and holds one', passed.filter((learner) => inForce.get(learner) === 1).length, passed.length],
    ['who did not pass and holds one', low.filter((learner) => inForce.has(learner)).length, 0],
    ['certificates in force that are signed', signed.filter(({ status }) => status === 'valid').length, passed.length],
    [
      'and delivered',
      signed.filter(({ status, deliveredAt }) => status === 'valid' && deliveredAt).length,
      passed.length,
    ],
    [
      'who passed and got exactly one mail',
      passed.filter((one) => arrived.get(addressOf(one)) === 1).length,
      passed.length,
    ],
    // A mail about a certificate that was revoked before it went out is not sent.
    ['learners with more mails than changes', [...due].filter(([to, n]) => (arrived.get(to) ?? 0) > n).length, 0],
    ['who lost theirs and was told', lost.filter((one) => arrived.has(addressOf(one))).length, lost.length],
  ]);
  requireAll(SIDES, falls);

  const crowd = Array.from({ length: PEOPLE }, (_, n) => `crowd-${String(n).padStart(6, '0')}`);
  for (let from = 0; from < PEOPLE; from += 1_000) {
    const some = crowd.slice(from, from + 1_000);
    await tell(
      ask,
      some.flatMap((learner) => passing(learner, 'late')),
    );
  }
  await whenQuiet(ask);
  await publish(ask, 'late', 'late');
  for (let kill = 0; kill < 2; kill++) {
    const until = (PEOPLE * (kill + 1)) / 3;
    for (let valid = 0; valid < until; await pause(100)) {
      valid = (await ask('/v1/programmes/late')).certificates.valid;
    }
    await server.kill();
    server = await startServer({ data, port, env });
    ask = asker(server, await server.key());
    console.log(`killed behind ${Math.floor(until)} certificates, and started again`);
  }
  await whenQuiet(ask);
  const { reviews } = await ask('/v1/programmes/late/reviews');
  const late = countBy(await certificatesOf(ask, 'late'), ({ learner }) => learner);
  await server.stop();
  requireEqual([
    ['reviews that ended', reviews.filter(({ is }) => is === 'ended').length, reviews.length],
    ['people looked at', reviews[0].looked, PEOPLE],
    ['people with exactly one certificate', [...late.values()].filter((n) => n === 1).length, PEOPLE],
    ['people with a certificate', late.size, PEOPLE],
  ]);
} finally {
  smtp.close();
  await removeFolder(data);
}
process.exit();
