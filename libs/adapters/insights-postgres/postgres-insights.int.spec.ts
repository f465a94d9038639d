import { type KeptSubscription, type Saving } from '@laurel/insights-domain';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { randomUUID } from 'node:crypto';
import { openInsights, type PostgresInsights } from './index.ts';

let database: TestDatabase;
let insights: PostgresInsights;
beforeAll(async () => {
  database = await openTestDatabase();
  insights = await openInsights(database.url);
});
afterAll(async () => {
  await insights.close();
  await database.drop();
});

const at = new Date('2026-03-02T12:00:00.123Z');
const content = { name: 'Team', question: 'course-overview', body: { where: [], by: 'run' }, description: null };
const saving = (more: Partial<Saving> = {}): Saving => ({ id: randomUUID(), content, at, by: 'k1', ...more });

it('keeps every version as it was, and finds the latest or the named one', async () => {
  const { savedQuestions } = insights;
  const first = saving();
  expect(await savedQuestions.save(first)).toEqual({
    ...{ ...content, id: first.id, version: 1, savedAt: at, savedBy: 'k1', archivedAt: null },
  });
  const body = { zebra: 1, apple: { nested: [1, null, 'ü'] } };
  const second = { ...first, content: { ...content, body, description: 'why' }, by: 'k2' };
  expect(await savedQuestions.change(second, 1)).toMatchObject({ version: 2, body, savedBy: 'k2' });
  expect(await savedQuestions.find(first.id)).toMatchObject({ version: 2, description: 'why' });
  expect(await savedQuestions.find(first.id, 1)).toMatchObject({ version: 1, body: content.body });
  expect(await savedQuestions.find(first.id, 3)).toBeUndefined();
  const versions = await savedQuestions.versions(first.id);
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  expect(Object.keys(versions[0]!.body)).toEqual(['zebra', 'apple']);
});

it('lets one of many win who change the same version', async () => {
  const { savedQuestions } = insights;
  const first = saving();
  await savedQuestions.save(first);
  const rivals = Array.from({ length: 8 }, (_, n) =>
    savedQuestions.change({ ...first, content: { ...content, name: `rival ${n}` } }, 1),
  );
  const outcomes = await Promise.all(rivals);
  expect(outcomes.filter((one) => one === 'stale')).toHaveLength(7);
  expect(await savedQuestions.versions(first.id)).toHaveLength(2);
  expect(await savedQuestions.change(saving(), 1)).toBeUndefined();
});

const subscription = (savedQuestion: string, more: Partial<KeptSubscription> = {}): KeptSubscription => ({
  ...{ id: randomUUID(), savedQuestion, to: 'ann', madeAt: at, madeBy: 'k1', sees: 'everyone' },
  when: { by: 'schedule', schedule: { every: 'day', at: '08:30', timeZone: 'UTC', workingDaysOnly: true } },
  ...{ endedAt: null, dueAt: at, lastLook: null },
  ...more,
});

it('archives a question for good, and ends what hangs on it', async () => {
  const { savedQuestions, subscriptions } = insights;
  const [kept, gone] = [saving(), saving()];
  await Promise.all([savedQuestions.save(kept), savedQuestions.save(gone)]);
  const hanging = subscription(gone.id);
  await subscriptions.add(hanging);
  expect(await savedQuestions.archive(gone.id, at)).toBe(true);
  expect(await savedQuestions.archive(gone.id, new Date())).toBe(true);
  expect(await savedQuestions.archive(randomUUID(), at)).toBe(false);
  expect(await savedQuestions.find(gone.id)).toMatchObject({ archivedAt: at });
  expect(await savedQuestions.change(gone, 1)).toBe('archived');
  expect(await subscriptions.find(hanging.id)).toMatchObject({ endedAt: at, dueAt: null });
  const ids = async (archived: boolean) =>
    (await savedQuestions.list({ archived, after: undefined, limit: 500 })).map(({ id }) => id);
  expect(await ids(false)).toContain(kept.id);
  expect(await ids(true)).toEqual([gone.id]);
});

it('lists questions in pages, each once', async () => {
  const { savedQuestions } = insights;
  await Promise.all(Array.from({ length: 5 }, () => savedQuestions.save(saving())));
  const all = await savedQuestions.list({ archived: false, after: undefined, limit: 500 });
  const paged: string[] = [];
  for (let after: string | undefined; ; after = paged.at(-1)) {
    const page = await savedQuestions.list({ archived: false, after, limit: 2 });
    if (page.length === 0) break;
    paged.push(...page.map(({ id }) => id));
  }
  expect(paged).toEqual(all.map(({ id }) => id));
});

it('keeps timers over a restart, and lets only who saw a timer set it', async () => {
  const { savedQuestions } = insights;
  const question = saving();
  await savedQuestions.save(question);
  const mine = subscription(question.id, { to: 'bob' });
  await insights.subscriptions.add(mine);
  const restarted = await openInsights(database.url);
  const { subscriptions } = restarted;
  const dueNow = async (now: Date) => (await subscriptions.due(now, 100)).filter(({ to }) => to === 'bob');
  expect(await dueNow(new Date(at.getTime() - 1))).toEqual([]);
  const [due] = await dueNow(at);
  expect(due).toEqual(mine);
  const later = new Date(at.getTime() + 60_000);
  await subscriptions.lookAgain(due!, later, { at, figure: 0.25, failure: null });
  await subscriptions.lookAgain(due!, new Date(0)); // somebody who looked at the old timer
  expect(await subscriptions.find(mine.id)).toMatchObject({
    dueAt: later,
    lastLook: { at, figure: 0.25, failure: null },
  });
  expect(await subscriptions.end(mine.id, at)).toBe(true);
  await subscriptions.lookAgain({ ...due!, dueAt: later }, later);
  expect(await dueNow(new Date('2100-01-01'))).toEqual([]);
  const of = { savedQuestion: question.id, to: 'bob' };
  expect(await subscriptions.list({ ...of, ended: false })).toEqual([]);
  expect(await subscriptions.list({ ...of, ended: true })).toHaveLength(1);
  await restarted.close();
});
