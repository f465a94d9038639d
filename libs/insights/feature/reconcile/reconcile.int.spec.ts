import {
  type Asker,
  DECISIONS,
  type FactsBehindAnswer,
  LEARNING_EVENTS,
  type ReconcileAnswer,
  reconcileFactsQuestion,
  reconcileQuestion,
} from '@laurel/contracts';
import { migrateReadModels } from '@laurel/insights-read-model';
import { type EventLog, type LogBatch } from '@laurel/kernel';
import { createMetrics } from '@laurel/platform';
import { openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import { Registry } from 'prom-client';
import { projectBatch } from '../projection-runner.ts';
import { type Accounts } from './accounts.port.ts';
import { askReconcileFacts } from './reconcile-facts.question.ts';
import { askReconcile } from './reconcile.question.ts';

let test: TestWarehouse;
beforeEach(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterEach(() => test.drop());

const now = new Date('2026-02-10T00:00:00Z');
const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const event = (id: string, more: object = {}) => ({
  ...{ specversion: '1.0', id, source: 'lms', type: 'learning.Enrolled', time: '2026-02-01T09:00:00Z', subject: 'l1' },
  data: { course: 'c' },
  ...more,
});

/** A log of one partition, and a projection that reads it. */
const world = () => {
  const records: LogBatch['records'][number][] = [];
  const unreadable = new Set<string>();
  const metrics = createMetrics(new Registry());
  const handle = projectBatch({
    log: {} as EventLog,
    warehouse: test.warehouse,
    deadLetters: {
      keep: (letters) => {
        for (const { place, code } of letters) if (code !== 'event.conflict') unreadable.add(place ?? '');
        return Promise.resolve();
      },
    },
    clock: { now: () => now },
    metrics,
    partitions: 1,
    tellDlqTopic: false,
  });
  return {
    append: (...values: object[]) => {
      for (const value of values) {
        const place = { topic: LEARNING_EVENTS, partition: 0, offset: BigInt(records.length), appendedAt: now };
        records.push({ ...place, key: 'l1', value: Buffer.from(JSON.stringify(value)) });
      }
    },
    project: (first: number, last: number) =>
      handle({
        ...{ topic: LEARNING_EVENTS, partition: 0, records: records.slice(first, last) },
        isStale: () => false,
        heartbeat: () => Promise.resolve(),
      }),
    reconcile: (told: number, more: Partial<Accounts> = {}, question: object = {}): Promise<ReconcileAnswer> => {
      const accounts: Accounts = {
        receipts: () => Promise.resolve([{ source: 'lms', day: '2026-02-01', records: told }]),
        totals: () => Promise.resolve([]),
        unreadable: (topic) =>
          Promise.resolve(topic === LEARNING_EVENTS ? [{ partition: 0, records: unreadable.size }] : []),
        ranges: (topic) =>
          Promise.resolve(topic === DECISIONS ? [] : [{ partition: 0, first: 0n, next: BigInt(records.length) }]),
        lag: () => Promise.resolve(0),
        ...more,
      };
      const asking = { asker: owner, now, limits: {} };
      return askReconcile(accounts)(test.warehouse, reconcileQuestion.parse(question), asking);
    },
  };
};

const behind = (source: string, day: string): Promise<FactsBehindAnswer> =>
  askReconcileFacts(test.warehouse, reconcileFactsQuestion.parse({ figure: 'days.facts', source, day }), {
    asker: owner,
    now,
    limits: {},
  });

it('counts each record once, however often it is delivered, told again, in conflict or merged', async () => {
  const { append, project, reconcile } = world();
  const again = event('a');
  append(again, event('b'), again, { ...again, data: { course: 'other' } }, { not: 'an event' });
  append(event('c', { time: '2026-02-02T00:00:00Z' }));
  await project(0, 4);
  await project(2, 6); // delivered again, in other batches
  await project(0, 6);
  await test.warehouse.command('OPTIMIZE TABLE facts FINAL');
  await test.warehouse.command('OPTIMIZE TABLE projected_records FINAL');
  const { days, log, seal } = await reconcile(4);
  expect(days).toEqual([
    { source: 'lms', day: '2026-02-01', told: 4, projected: 4, facts: 2, controls: [] },
    { source: 'lms', day: '2026-02-02', told: 0, projected: 1, facts: 1, controls: [] },
  ]);
  const [first, second] = await Promise.all(days.map(({ source, day }) => behind(source, day)));
  expect([first?.counted, first?.facts.map(({ id }) => id).sort()]).toEqual([2, ['a', 'b']]);
  expect([second?.counted, second?.facts.map(({ id }) => id)]).toEqual([1, ['c']]);
  expect(log).toEqual([{ topic: LEARNING_EVENTS, partition: 0, logged: 6, projected: 5, unreadable: 1, missing: [] }]);
  expect(seal).toEqual({ state: 'complete', says: 'Complete inside Laurel' });
  const totals = () => Promise.resolve([{ source: 'lms', day: '2026-02-01', type: 'learning.Enrolled', count: 2 }]);
  expect((await reconcile(4, { totals })).sources).toEqual([
    { source: 'lms', state: 'agrees', says: 'Agrees with lms' },
  ]);
});

it('sees a loss, and where; what is on its way is none', async () => {
  const { append, project, reconcile } = world();
  append(...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => event(id)));
  expect((await reconcile(7, { lag: (topic) => Promise.resolve(topic === DECISIONS ? 0 : 7) })).seal.state).toBe(
    'behind',
  );
  await project(1, 3);
  await project(5, 6);
  const { seal, differences, log } = await reconcile(7);
  expect(seal.state).toBe('differs');
  expect(differences).toEqual([
    `${LEARNING_EVENTS}/0: 4 records of the log are in no answer and no dead letter`,
    'lms 2026-02-01: 7 records were acknowledged, 3 are in the answers',
  ]);
  expect(log[0]?.missing).toEqual([
    { first: '0', last: '0' },
    { first: '3', last: '4' },
    { first: '6', last: '6' },
  ]);
  await project(0, 7);
  expect((await reconcile(7)).seal.state).toBe('complete');
});

it('is of some days and one source', async () => {
  const { append, project, reconcile } = world();
  append(event('a'), event('b', { source: 'other' }), event('c', { time: '2026-02-02T00:00:00Z' }));
  await project(0, 3);
  const none = { receipts: () => Promise.resolve([]) };
  const shown = async (question: object) =>
    (await reconcile(0, none, question)).days.map(({ source, day, projected, facts }) => [
      source,
      day,
      projected,
      facts,
    ]);
  expect(await shown({ source: 'lms', to: '2026-02-01' })).toEqual([['lms', '2026-02-01', 1, 1]]);
  expect(await shown({ from: '2026-02-02' })).toEqual([['lms', '2026-02-02', 1, 1]]);
  expect(await shown({ from: '2025-01-01', to: '2025-02-01' })).toEqual([]);
});

it.each([
  [{ from: '2026-02-01', to: '2026-01-01' }, 'to'],
  [{ from: 'yesterday' }, 'from'],
  [{ source: '' }, 'source'],
  [{ asOf: '2026-02-01T00:00:00Z' }, ''],
])('says which field of %j makes no sense', (question, path) => {
  const { error } = reconcileQuestion.safeParse(question);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});
