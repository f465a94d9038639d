import {
  type Changed,
  type DeadLetters,
  DECISIONS,
  type FactsWritten,
  LEARNING_EVENTS,
  type NewDeadLetter,
  RuleFired,
} from '@laurel/contracts';
import { migrateReadModels } from '@laurel/insights-read-model';
import { type EventLog, type LogBatch, type LogMessage } from '@laurel/kernel';
import { createMetrics } from '@laurel/platform';
import { openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import { Registry } from 'prom-client';
import { projectBatch } from './projection-runner.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

/** Fakes of the two ports that the runner writes to besides the warehouse. */
const world = (factsWritten?: FactsWritten) => {
  const kept: NewDeadLetter[] = [];
  const dlq: LogMessage[] = [];
  const deadLetters: DeadLetters = {
    keep: (letters) => {
      kept.push(...letters);
      return Promise.resolve();
    },
  };
  const log = {
    append: (_topic: string, messages: readonly LogMessage[]) => {
      dlq.push(...messages);
      return Promise.resolve();
    },
  } as EventLog;
  const metrics = createMetrics(new Registry());
  const clock = { now: () => new Date('2026-06-30T00:00:00Z') };
  const deps = {
    log,
    warehouse: test.warehouse,
    deadLetters,
    clock,
    metrics,
    partitions: 1,
    tellDlqTopic: true,
    factsWritten,
  };
  return { kept, dlq, handle: projectBatch(deps) };
};

const appendedAt = new Date('2026-06-01T00:00:00Z');
const batchOf = (topic: string, values: readonly unknown[], first = 0n, stale = false): LogBatch => ({
  topic,
  partition: 0,
  records: values.map((value, index) => ({
    topic,
    partition: 0,
    offset: first + BigInt(index),
    appendedAt,
    key: 'l1',
    value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  })),
  isStale: () => stale,
  heartbeat: () => Promise.resolve(),
});
const event = (id: string, data: object, more: object = {}) => ({
  ...{ specversion: '1.0', id, source: 'lms', type: 'learning.Enrolled', time: '2026-02-01T09:00:00Z', subject: 'l1' },
  ...more,
  data,
});
const factsLike = (pattern: string) =>
  test.warehouse.rows(
    'SELECT id, type, course, recorded_at FROM facts FINAL WHERE id LIKE {pattern:String} ORDER BY id',
    { pattern },
  );

it('writes facts, sets aside what cannot be read, and says the same twice', async () => {
  const { kept, dlq, handle } = world();
  const batch = batchOf(LEARNING_EVENTS, [
    event('a1', { course: 'c' }),
    '{"source":"lms","id":"cut',
    event('a2', { course: 7 }),
    event('a3', { course: 'c' }, { recordedtime: '2026-02-02T00:00:00Z' }),
  ]);
  await handle(batch);
  await handle(batch);
  expect(await factsLike('a%')).toEqual([
    { id: 'a1', type: 'learning.Enrolled', course: 'c', recorded_at: '2026-06-01 00:00:00.000' },
    { id: 'a3', type: 'learning.Enrolled', course: 'c', recorded_at: '2026-02-02 00:00:00.000' },
  ]);
  expect(kept.slice(0, 2)).toMatchObject([
    { entrance: 'kafka', code: 'event.json', place: `${LEARNING_EVENTS}/0/1` },
    { entrance: 'kafka', code: 'event.schema', field: 'data.course', source: 'lms', eventId: 'a2', subject: 'l1' },
  ]);
  expect(kept.slice(2)).toEqual(kept.slice(0, 2));
  expect(dlq.slice(0, 2).map(({ value }) => value)).toEqual([batch.records[1]!.value, batch.records[2]!.value]);
});

it('keeps another content under the same identity as a conflict, in one batch or in two', async () => {
  const { kept, handle } = world();
  await handle(
    batchOf(LEARNING_EVENTS, [event('b1', { course: 'c' }, { recordedtime: '2026-01-01T00:00:00Z' })], 100n),
  );
  const later = batchOf(
    LEARNING_EVENTS,
    [event('b1', { course: 'x' }), event('b2', { course: 'c' }), event('b2', { course: 'c' })],
    101n,
  );
  await handle(later);
  expect(kept).toMatchObject([
    { code: 'event.conflict', eventId: 'b1', original: later.records[0]!.value, place: `${LEARNING_EVENTS}/0/101` },
  ]);
  await handle(batchOf(LEARNING_EVENTS, [event('b3', { course: 'c' }), event('b3', { course: 'x' })], 104n));
  expect(kept.map(({ eventId }) => eventId)).toEqual(['b1', 'b3']);
});

it('writes nothing of a batch that was taken away', async () => {
  const { handle } = world();
  await handle(batchOf(LEARNING_EVENTS, [event('d1', { course: 'c' })], 200n, true));
  expect(await factsLike('d%')).toEqual([]);
});

it('takes the decisions of Laurel, known when they were made', async () => {
  const { kept, dlq, handle } = world();
  const { data } = RuleFired.of({
    ...{ firing: 'f', rule: 'r', ruleVersion: 1, learner: 'l1', course: 'c', run: '', registration: '' },
    because: [{ text: 'enrolled 14 days ago and never started', facts: [] }],
    action: { type: 'SendMessage', template: 't', category: 'nudge' },
  });
  const fired = event('e1', data, {
    source: 'laurel',
    type: RuleFired.type,
    dataschema: 'urn:laurel:engagement.RuleFired:1',
  });
  const unknown = event('e2', {}, { source: 'laurel', type: 'engagement.Unheard' });
  await handle(batchOf(DECISIONS, [fired, unknown]));
  expect(await factsLike('e%')).toEqual([
    { id: 'e1', type: 'engagement.RuleFired', course: 'c', recorded_at: '2026-02-01 09:00:00.000' },
  ]);
  expect([kept.map(({ code }) => code), dlq]).toEqual([['event.type'], []]);
});

it('tells who wants to know about whom something new was told, when it is written and before it is resolved', async () => {
  const heard: (readonly Changed[])[] = [];
  let [wanted, fails] = [false, true];
  const { handle } = world({
    wanted: () => Promise.resolve(wanted),
    tell: async (changed) => {
      expect(await factsLike('w%')).toHaveLength(4);
      if (fails) throw new Error('PostgreSQL is away');
      heard.push(changed);
    },
  });
  const batch = batchOf(LEARNING_EVENTS, [
    event('w1', { course: 'c' }),
    event('w2', { course: 'c' }, { subject: 'l2' }),
    // Not plain, as it has an escape: it takes the long way.
    `{ "specversion": "1.0", "id": "w3", "source": "l\\u006ds", "type": "learning.Enrolled",
      "time": "2026-02-01T09:00:00Z", "subject": "l1", "data": { "course": "d" } }`,
    event('w4', { attributes: { team: 'red' } }, { type: 'learning.PersonDescribed' }),
    'unreadable',
  ]);
  await handle(batch);
  wanted = true;
  await expect(handle(batch)).rejects.toThrow('away'); // and so it comes again
  fails = false;
  await handle(batch);
  expect(heard).toEqual([
    [
      { learner: 'l1', course: 'c' },
      { learner: 'l1', course: 'd' },
      { learner: 'l1', course: '' },
      { learner: 'l2', course: 'c' },
    ],
  ]);
});
