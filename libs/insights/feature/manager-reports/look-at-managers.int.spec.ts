import { ManagerReportFellDue, managerReportSettings } from '@laurel/contracts';
import { openEventStore } from '@laurel/event-store-postgres';
import { migrateReadModels } from '@laurel/insights-read-model';
import { type EventSearch, type EventStore } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import {
  factsOf,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
} from '@laurel/testing';
import { type ManagerLookDeps, openManagerLooks } from './look-at-managers.ts';
import { readManagerReports } from './manager-reports.query.ts';
import { openSettings, type SettingsBook } from './settings-book.ts';
import { openTeamReports } from './team-reports.ts';

const cause = { causation: 'test', correlation: 'test' };
const log = createLogger('silent');
let now = new Date();
let unread = 0;
let database: TestDatabase;
let test: TestWarehouse;
let store: EventStore & EventSearch;
let settingsBook: SettingsBook;
let deps: ManagerLookDeps;

/** Settings hold from when they are said by the real clock, so the weeks of this test lie ahead of it. */
const monday = (weeks: number, time: string): Date => {
  const day = new Date(Date.now() + (7 * weeks + ((8 - new Date().getUTCDay()) % 7)) * 86_400_000);
  return new Date(`${day.toISOString().slice(0, 10)}T${time}Z`);
};

beforeAll(async () => {
  [database, test] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(test.warehouse);
  store = await openEventStore(database.pool, log);
  settingsBook = openSettings(store);
  const person = (learner: string, attributes: object) => ({
    ...{ type: 'learning.PersonDescribed' as const, learner, at: '2026-01-01', data: { attributes } },
  });
  await insertFacts(
    test.warehouse,
    factsOf([
      person('ann', { manager: 'bea' }),
      person('cid', { manager: 'bea' }),
      person('bea', { manager: 'zoe', timeZone: 'America/Denver' }),
      person('eve', { manager: 'fay' }),
      person('fay', { manager: 'zoe', timeZone: 'Mars/Olympus' }),
      { type: 'learning.Enrolled', learner: 'ann', at: '2026-01-05', data: { course: 'c' } },
      { type: 'learning.CourseStarted', learner: 'ann', at: '2026-01-06', data: { course: 'c' } },
    ]),
  );
  deps = {
    ...{ warehouse: test.warehouse, limits: {}, settingsBook, store, search: store, log },
    zonesOf: () => Promise.resolve(new Map([['zoe', 'Etc/GMT-2']])),
    unread: () => Promise.resolve(unread),
    clock: { now: () => now },
  };
});
afterAll(() => Promise.all([database.drop(), test.drop()]));

const weekly = managerReportSettings.parse({ isOn: true });
const dueOn = async (week: string) =>
  (await store.find({ types: [ManagerReportFellDue.type], about: { week }, limit: 100 }))
    .map((event) => ManagerReportFellDue.read(event).data)
    .sort((a, b) => (a.learner < b.learner ? -1 : 1));

it('decides nothing while it is off', async () => {
  now = monday(1, '12:00:00');
  expect(await openManagerLooks(deps).look()).toBe(0);
  expect((await settingsBook.find())?.settings).toMatchObject({ isOn: false, version: 0 });
});

it("decides by each manager's own clocks, once, whoever looks and however often", async () => {
  await settingsBook.set(weekly, cause);
  const week = monday(1, '00:00:00').toISOString().slice(0, 10);
  now = monday(1, '05:59:59');
  expect(await openManagerLooks(deps).look()).toBe(0);
  now = monday(1, '06:00:00'); // zoe, two hours ahead as people say
  const [one, other] = [openManagerLooks(deps), openManagerLooks(deps)];
  expect((await Promise.all([one.look(), other.look()])).reduce((sum, count) => sum + count, 0)).toBe(1);
  now = monday(1, '08:00:03'); // fay, whose zone there is not
  expect(await one.look()).toBe(1);
  now = monday(1, '16:00:00'); // bea, in Denver as the facts say, in winter and in summer
  expect([await one.look(), await one.look(), await other.look()]).toEqual([1, 0, 0]);
  const due = await dueOn(week);
  expect(due.map(({ learner, settings }) => [learner, settings])).toEqual([
    ['bea', 1],
    ['fay', 1],
    ['zoe', 1],
  ]);
  expect([due[1]?.asOf, due[2]?.asOf]).toEqual([
    monday(1, '08:00:00').toISOString(),
    monday(1, '06:00:00').toISOString(),
  ]);
  expect(due[0]?.because).toBe('you manage 2 of the people who learn here');
  expect((await readManagerReports(store, { week })).reports.map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 3 }, () => 'due'),
  );
});

it('waits until what was recorded by then is read, but not for ever', async () => {
  const week = monday(2, '00:00:00').toISOString().slice(0, 10);
  [now, unread] = [monday(2, '08:10:00'), 5];
  const looks = openManagerLooks(deps);
  await looks.look(); // zoe's hour is over
  expect((await dueOn(week)).map(({ learner }) => learner)).toEqual(['zoe']);
  unread = 0;
  await looks.look();
  expect((await dueOn(week)).map(({ learner }) => learner)).toContain('fay');
});

it('makes the report that fell due by the settings of then, and says what still holds', async () => {
  await settingsBook.set({ ...weekly, stuckAfterDays: 3_650, forgottenAfterDays: 3_650, emptyWeeks: 'none' }, cause);
  await settingsBook.set({ ...weekly, forgottenAfterDays: 3_650 }, cause);
  const reports = openTeamReports({ warehouse: test.warehouse, limits: {}, settingsBook, clock: { now: () => now } });
  const asOf = '2026-02-02T08:00:00.000Z';
  const { report } = await reports.read({ manager: 'bea', asOf, settings: 3 });
  expect([report.totals.stuck, report.settings]).toEqual([1, 3]);
  expect((await reports.read({ manager: 'bea', asOf, settings: 2 })).report.totals.stuck).toBe(0);
  expect((await reports.read({ manager: 'fay', asOf, settings: 2 })).isWanted).toBe(false);
  expect((await reports.read({ manager: 'fay', asOf, settings: 3 })).isWanted).toBe(true);
  await expect(reports.read({ manager: 'bea', asOf, settings: 9 })).rejects.toThrow('no version 9');
  const place = { course: 'c', run: '', registration: '', learner: 'ann' };
  const taken = {
    ...{ firing: 'f', manager: 'bea', kind: 'help' as const, ...place, courseTitle: 'c', asOf, settings: 3 },
  } as const;
  const because = [{ text: 'stuck', facts: [] }];
  expect(await reports.stillHolds({ ...taken, because })).toEqual({ is: 'go' });
  const gone = { is: 'pointless', why: 'no longer true: stuck' };
  expect(await reports.stillHolds({ ...taken, because, course: 'd' })).toEqual(gone);
  expect(await reports.stillHolds({ ...taken, because, manager: 'zoe' })).toMatchObject({
    why: 'the person does not report to this manager any more',
  });
});
