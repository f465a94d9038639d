import { type DueLooks, RuleConfigured, type RuleMode } from '@laurel/contracts';
import { openDueLooks } from '@laurel/engagement-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { migrateReadModels } from '@laurel/insights-read-model';
import { createLogger } from '@laurel/platform';
import {
  criteriaReadersOf,
  factsOf,
  type FactWords,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
  everyMeans,
} from '@laurel/testing';
import { type EngagementPorts } from './engagement.deps.ts';
import { listFirings } from './firings.query.ts';
import { keepDueLooks, lookAtFacts } from './look-at-facts.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const cause = { causation: 'test', correlation: 'test' };

let database: TestDatabase;
let analytics: TestWarehouse;
let ports: EngagementPorts;
let due: DueLooks;

beforeEach(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  const store = await openEventStore(database.pool, createLogger('silent'));
  ports = {
    ...{ store, search: store, clock: { now: () => NOW } },
    ...criteriaReadersOf(analytics.warehouse),
    findTemplate: () => Promise.resolve(undefined),
    means: everyMeans,
  };
  due = await openDueLooks(database.pool);
  await insertFacts(analytics.warehouse, factsOf(['c', 'd'].flatMap(failedIn)));
});
afterEach(() => Promise.all([database.drop(), analytics.drop()]));

/** ann failed an assessment in the course, yesterday. */
const failedIn = (course: string): readonly FactWords[] => [
  { type: 'learning.Enrolled', learner: 'ann', id: `e-${course}`, at: '2026-02-01T00:00:00Z', data: { course } },
  {
    ...{ type: 'learning.AssessmentSubmitted', learner: 'ann', id: `a-${course}`, at: '2026-03-01T00:00:00Z' },
    data: { course, assessment: 'a', passed: false },
  },
];

const configure = async (rule: string, mode: RuleMode, parameters = {}) => {
  const history = await ports.store.read(`rule-${rule}`);
  await ports.store.append(`rule-${rule}`, history.length, [RuleConfigured.of({ rule, mode, parameters })], cause);
};
const fired = async () =>
  (await listFirings(ports, { limit: 50 })).firings.map(({ rule, learner, course, mode }) => [
    rule,
    learner,
    course,
    mode,
  ]);

it('wants to know of facts only while a rule that looks at facts is on', async () => {
  const kept = keepDueLooks(ports, due);
  expect(await kept.wanted()).toBe(false);
  await configure('never-started', 'live'); // looks as time passes
  expect(await kept.wanted()).toBe(false);
  await configure('failed-assessment', 'shadow');
  expect(await kept.wanted()).toBe(true);
  await configure('failed-assessment', 'off');
  expect(await kept.wanted()).toBe(false);
});

it('decides the rules about whom something new was told, in the course it was told of, and once', async () => {
  await configure('failed-assessment', 'live');
  const kept = keepDueLooks(ports, due);
  await kept.tell([
    { learner: 'ann', course: 'c' },
    { learner: 'course:c', course: 'c' },
  ]);
  expect(await lookAtFacts(ports, due)).toBe(1);
  await kept.tell([{ learner: 'ann', course: 'c' }]);
  expect(await lookAtFacts(ports, due)).toBe(0);
  expect(await fired()).toEqual([['failed-assessment', 'ann', 'c', 'live']]);
});

it('looks in every course where what was told is of none', async () => {
  await configure('failed-assessment', 'shadow');
  await keepDueLooks(ports, due).tell([{ learner: 'ann', course: '' }]);
  expect(await lookAtFacts(ports, due)).toBe(2);
  expect((await fired()).map(([, , course, mode]) => [course, mode]).sort()).toEqual([
    ['c', 'shadow'],
    ['d', 'shadow'],
  ]);
});

it('leaves out the course to which a rule is not limited', async () => {
  await configure('failed-assessment', 'live', { course: 'd' });
  await keepDueLooks(ports, due).tell([
    { learner: 'ann', course: 'c' },
    { learner: 'ann', course: 'd' },
  ]);
  await lookAtFacts(ports, due);
  expect(await fired()).toEqual([['failed-assessment', 'ann', 'd', 'live']]);
});

it('loses no look when it ends in the middle, and fires once all the same', async () => {
  await configure('failed-assessment', 'live');
  await keepDueLooks(ports, due).tell([
    { learner: 'ann', course: 'c' },
    { learner: 'ann', course: 'd' },
  ]);
  let left = 1;
  const dying: EngagementPorts = {
    ...ports,
    store: {
      ...{ read: (stream) => ports.store.read(stream), subscribe: ports.store.subscribe, lag: ports.store.lag },
      append: (...args) => {
        if (left-- === 0) throw new Error('killed between two firings');
        return ports.store.append(...args);
      },
    } as EngagementPorts['store'],
  };
  await expect(lookAtFacts(dying, due)).rejects.toThrow('killed');
  expect(await fired()).toHaveLength(1);
  expect(await lookAtFacts(ports, due)).toBe(1);
  expect((await fired()).map(([, , course]) => course).sort()).toEqual(['c', 'd']);
});
