import { CampaignEntered, JourneyEnded, MessageDue, MessageSent, NotEntered, StepWaiting } from '@laurel/contracts';
import { type JourneyList } from '@laurel/engagement-domain';
import { openEventStore } from '@laurel/event-store-postgres';
import { type Cause, type DomainEvent, type EventStore } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openJourneyList } from './journey-list.ts';

const cause: Cause = { causation: 'test', correlation: 'test' };
const HOUR = 3_600_000;
const NOON = new Date(Math.floor(Date.now() / HOUR) * HOUR);
const at = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR);
const because = [{ text: 'matches', facts: [] }];

let database: TestDatabase;
let store: EventStore;
let list: JourneyList;
beforeEach(async () => {
  database = await openTestDatabase();
  store = await openEventStore(database.pool, createLogger('silent'));
  list = await openJourneyList(database.pool);
});
afterEach(() => database.drop());

const of = (learner: string, campaign = 'one') => ({
  ...{ campaign, campaignVersion: 1, entry: 1, learner },
  ...{ course: '', run: '', registration: '' },
});
const entered = (learner: string, arm: 'treated' | 'holdout' = 'treated', campaign = 'one') =>
  CampaignEntered.of({
    ...{ ...of(learner, campaign), arm, wave: 1, because },
    ...{ startsAt: at(0).toISOString(), endsAt: at(100).toISOString() },
  });
const waiting = (learner: string, until: Date, what: 'time' | 'fact' | 'pace' = 'time') =>
  StepWaiting.of({ ...of(learner), step: 'pause', until: until.toISOString(), for: what });
const ended = (learner: string) => JourneyEnded.of({ ...of(learner), at: at(1).toISOString(), why: 'goal', because });
const tell = async (learner: string, ...events: readonly DomainEvent[]) => {
  const campaign = (events[0]?.data as { campaign: string }).campaign;
  const stream = `journey-${campaign}-${learner}`;
  await store.append(stream, (await store.read(stream)).length, events, cause);
};
const dueAt = async (when: Date, limit = 10) =>
  (await list.due('one', when, limit)).map(({ learner, wokenAt }) => (wokenAt ? `${learner}!` : learner));

it('knows what is due when, from the decisions alone', async () => {
  await tell('ann', entered('ann'));
  await tell('bob', entered('bob', 'holdout'));
  await tell('cy', entered('cy'), waiting('cy', at(5)));
  await tell('dan', NotEntered.of({ ...of('dan'), why: 'goal-reached', because }));
  await list.catchUp();
  expect(await dueAt(at(-1))).toEqual([]);
  expect(await dueAt(at(0))).toEqual(['ann']);
  expect(await dueAt(at(5))).toEqual(['ann', 'cy']);
  expect(await dueAt(at(100))).toEqual(['ann', 'cy', 'bob']);
  expect(await dueAt(at(100), 1)).toEqual(['ann']);
  await tell('ann', waiting('ann', at(7)));
  await tell('cy', ended('cy'));
  await list.catchUp();
  expect(await dueAt(at(99))).toEqual(['ann']);
  expect(await list.learners('one', { after: 'ann', limit: 2 })).toEqual(['bob', 'cy']);
});

it('takes in every decision exactly once, whoever does and however often, and is the same made anew', async () => {
  const learners = Array.from({ length: 60 }, (_, n) => `learner-${n}`);
  for (const [n, learner] of learners.entries()) {
    await tell(learner, entered(learner, n % 10 === 0 ? 'holdout' : 'treated'));
    if (n % 3 === 0) await tell(learner, waiting(learner, at(n)));
    if (n % 7 === 0) await Promise.all([list.catchUp(), list.catchUp()]);
    if (n % 9 === 0) await tell(learner, ended(learner));
  }
  await list.catchUp();
  const rows = () => database.pool.query('select * from journey order by learner').then((result) => result.rows);
  const live = await rows();
  expect(live).toHaveLength(60);
  await database.pool.query("delete from journey; update journey_place set transaction_id = '0', position = 0");
  await list.catchUp();
  expect(await rows()).toEqual(live);
});

it('never misses a decision whose transaction ended late', async () => {
  const late = await database.pool.connect();
  await late.query('begin');
  await late.query('select pg_current_xact_id()');
  await tell('ann', entered('ann'));
  await list.catchUp();
  await late.query('commit');
  late.release();
  await list.catchUp();
  expect(await dueAt(at(1))).toEqual(['ann']);
});

it('wakes who is inside, and lets sleep only whom nobody woke again', async () => {
  await tell('ann', entered('ann'), waiting('ann', at(50), 'fact'));
  await tell('bob', entered('bob'), ended('bob'));
  await list.catchUp();
  expect(await list.wake(['ann', 'bob', 'nobody'], at(1))).toBe(1);
  const seen = await list.due('one', at(1), 10);
  expect(seen).toEqual([{ campaign: 'one', learner: 'ann', version: 1, startsAt: at(0), wokenAt: at(1) }]);
  await list.wake(['ann'], at(2));
  await list.sleep(seen);
  expect(await dueAt(at(2))).toEqual(['ann!']);
  await list.sleep(await list.due('one', at(2), 10));
  expect(await dueAt(at(2))).toEqual([]);
  await list.wakeAll('one', at(3));
  expect(await dueAt(at(3))).toEqual(['ann!']);
  await tell('ann', ended('ann'));
  await list.catchUp();
  expect(await dueAt(at(3))).toEqual([]);
});

it('counts the pace, who is inside other campaigns, and where everybody is', async () => {
  await tell('ann', entered('ann'), waiting('ann', at(3), 'pace'));
  await tell('ann', entered('ann', 'treated', 'two'));
  await tell('bob', entered('bob', 'holdout'));
  const due = MessageDue.of({
    ...{ firing: 'f', campaign: 'one', campaignVersion: 1, step: 'invite', learner: 'cy', course: '', run: '' },
    ...{ registration: '', because, dueAt: at(0.5).toISOString() },
    action: { type: 'SendMessage', channel: 'email', template: 't', category: 'c', priority: 5 },
  });
  await tell('cy', entered('cy'), due, waiting('cy', at(9)));
  const sent = MessageSent.of({
    ...{ message: 'm', firing: 'f', rule: 'campaign-one', campaign: 'one', learner: 'cy', course: '', run: '' },
    ...{ registration: '', channel: 'email', template: 't' },
  });
  await store.append('message-m', 0, [sent, sent], cause);
  await list.catchUp();
  expect([await list.sent('one'), await list.sent('two')]).toEqual([1, 0]);
  expect(await list.pace('one', at(0))).toEqual({ thisHour: 1, reserved: new Map([[at(3).getTime(), 1]]) });
  expect(await list.pace('one', at(2))).toMatchObject({ thisHour: 0 });
  expect([await list.messages('one'), await list.messages('two')]).toEqual([1, 0]);
  expect(await list.insideOthers('one', ['ann', 'bob'])).toEqual(new Map([['ann', 'two']]));
  expect(await list.counts('one')).toEqual([
    { version: 1, arm: 'holdout', wave: 1, is: 'inside', at: null, people: 1 },
    { version: 1, arm: 'treated', wave: 1, is: 'inside', at: 'pause', people: 2 },
  ]);
});

it('lets one at a time work', async () => {
  let release = (): void => undefined;
  let began = (): void => undefined;
  const beginning = new Promise<void>((resolve) => (began = resolve));
  const first = list.alone(() => {
    began();
    return new Promise<void>((resolve) => (release = resolve));
  });
  await beginning;
  expect(await list.alone(() => Promise.reject(new Error('not alone')))).toBe(false);
  release();
  expect(await first).toBe(true);
  expect(await list.alone(() => Promise.resolve())).toBe(true);
});
