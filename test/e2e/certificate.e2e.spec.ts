import {
  asker,
  freePort,
  newDataFolder,
  removeFolder,
  type RunningServer,
  startServer,
  until,
} from '../support/server.mjs';

let data: string;
let server: RunningServer;
let ask: ReturnType<typeof asker>;
let key: string;

beforeAll(async () => {
  data = await newDataFolder('certificate');
  const env = { LAUREL_SWEEP_SECONDS: '1', LAUREL_WORKING_DAYS: 'all' };
  server = await startServer({ data, port: await freePort(), env });
  key = await server.key();
  ask = asker(server, key);
});
afterAll(async () => {
  await server.stop();
  await removeFolder(data);
});

/** Where it is about noon now: nobody is written to at night. */
const noonZone = (): string => {
  const offset = 12 - new Date().getUTCHours();
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
};

const fact = (id: string, type: string, time: string) => ({
  ...{ specversion: '1.0', source: 'lms', id, type: `learning.${type}`, subject: 'ann', time },
  data: { course: 'consulting' },
});
const definition = {
  ...{ title: 'Certified consultant', description: 'Advises customers.', validFor: { months: 12 } },
  requires: { is: 'all', of: [{ is: 'course', id: 'course', course: 'consulting' }] },
};

it('comes by mail to who earned it, to print and to show, and anybody finds it valid', async () => {
  await ask('/v1/people', [{ learner: 'ann', name: 'Ann', email: 'ann@example.test', timeZone: noonZone() }]);
  await ask('/v1/programmes', { id: 'consultant', definition });
  await ask('/v1/programmes/consultant/publish', { version: 1 });
  const facts = [fact('e', 'Enrolled', '2026-01-01T09:00:00Z'), fact('c', 'CourseCompleted', '2026-01-10T09:00:00Z')];
  await ask('/v1/events', facts, { headers: { 'content-type': 'application/cloudevents-batch+json' } });
  await until(async () => (await ask('/v1/messages')).total > 0);

  const { messages } = await ask('/v1/messages');
  const { subject, attachments } = await ask(`/v1/messages/${messages[0].id}`);
  expect(subject).toBe('Your certificate: Certified consultant');
  const [pdf, png] = attachments;
  expect([pdf.name, pdf.type, png.name, png.type]).toEqual([
    ...['certificate.pdf', 'application/pdf', 'badge.png', 'image/png'],
  ]);

  const headers = { authorization: `Bearer ${key}` };
  const badge = await fetch(`${server.url}/v1/messages/${messages[0].id}/attachments/1`, { headers });
  const found = await fetch(`${server.url}/verify`, {
    ...{ method: 'POST', headers: { 'content-type': 'image/png', accept: 'application/json' } },
    body: await badge.arrayBuffer(),
  });
  const { verdict, checks } = await found.json();
  expect([verdict, checks.every((one: { result: string }) => one.result === 'passed')]).toEqual(['valid', true]);
});
