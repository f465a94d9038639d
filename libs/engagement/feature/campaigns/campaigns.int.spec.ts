import {
  campaignDefinition,
  type CampaignSource,
  type DueMessage,
  journeyEvents,
  MessageDue,
  MessageSent,
} from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { campaignDecider, type CampaignCommand, isHeldOut } from '@laurel/engagement-domain';
import { openJourneyList } from '@laurel/engagement-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { type Cause, type EventSearch, type EventStore, type RecordedEvent, run } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { openTestDatabase, type TestDatabase, everyMeans } from '@laurel/testing';
import { type Audience, type PersonStanding } from './audience.ts';
import { readCampaign, streamOfCampaign, streamOfJourney } from './campaign-book.ts';
import { announcementGate, engagementGate } from './engagement-gate.ts';
import { type CampaignDeps, runCampaigns } from './run-campaigns.ts';

const log = createLogger('silent');
const cause: Cause = { causation: 'test', correlation: 'test' };
const START = Math.floor(Date.now() / 3_600_000) * 3_600_000 + 10 * DAY_MS;
const day = (n: number): Date => new Date(START + n * DAY_MS);
const people = (state: string) => ({ about: 'enrolment' as const, criterion: { is: 'state' as const, state } });

/** What is true of people, by the state that a definition asks about. */
class Company implements Audience {
  readonly about = new Map<string, Map<string, string>>();
  readonly is = new Map<string, Set<string>>();

  with(count: number): this {
    for (let n = 0; n < count; n++) {
      const learner = `learner-${String(n).padStart(5, '0')}`;
      this.about.set(learner, new Map([['team', `team-${n % 6}`]]).set('manager', `manager-${n % 3}`));
      this.tell(learner, 'current');
    }
    return this;
  }

  tell(learner: string, state: string): void {
    this.is.set(state, (this.is.get(state) ?? new Set()).add(learner));
  }

  members(asked: { criterion: object }) {
    const learners = [...(this.is.get(stateIn(asked)) ?? [])].sort();
    const none = { course: '', run: '', registration: '' };
    return Promise.resolve(learners.map((learner) => ({ learner, ...none })));
  }

  standings(asked: { criterion: object }, learners: readonly string[]) {
    const state = stateIn(asked);
    const standing = (learner: string): PersonStanding => {
      const holds = this.is.get(state)?.has(learner) === true;
      return {
        holds,
        because: [{ text: `${holds ? 'is' : 'is not'} ${state}`, facts: [] }],
        courseTitle: 'Consulting',
      };
    };
    return Promise.resolve(new Map(learners.map((learner) => [learner, standing(learner)])));
  }

  attribute(name: string) {
    const told = [...this.about].flatMap(([learner, said]) => {
      const value = said.get(name);
      return value === undefined ? [] : ([[learner, value]] as const);
    });
    return Promise.resolve(new Map(told));
  }
}
const stateIn = ({ criterion }: { criterion: object }): string => String(Reflect.get(criterion, 'state'));

let database: TestDatabase;
let store: EventStore & EventSearch;
let company: Company;
let now: Date;
let deps: CampaignDeps;
beforeEach(async () => {
  database = await openTestDatabase();
  store = await openEventStore(database.pool, log);
  company = new Company();
  now = day(0);
  deps = {
    ...{ store, search: store, audience: company, log, everySeconds: 60, clock: { now: () => now } },
    journeys: await openJourneyList(database.pool),
    reach: () => Promise.resolve(new Map()),
    findTemplate: () => Promise.resolve(undefined),
    means: everyMeans,
  };
});
afterEach(() => database.drop());

const SOURCE: CampaignSource = {
  title: 'The consulting certificate',
  goal: { meets: people('completed'), within: { days: 60 } },
  audience: people('current'),
  steps: [
    { id: 'invite', do: 'message', template: 'invitation' },
    { id: 'pause', do: 'wait', for: { days: 7 } },
    { id: 'remind', do: 'message', template: 'reminder' },
  ],
  window: { from: day(0).toISOString(), to: day(40).toISOString() },
  category: 'campaign',
};

const tell = (command: CampaignCommand) =>
  run(store, campaignDecider, { stream: streamOfCampaign('certificate'), command, cause });

/** The whole way to a launch, by two people. */
const launch = async (more: Partial<CampaignSource> = {}, version = 1): Promise<void> => {
  const definition = campaignDefinition.parse({ ...SOURCE, ...more });
  const estimate = {
    ...{ asOf: now.toISOString(), audience: 0, excluded: { goalReached: 0, inAnotherCampaign: 0, heldOut: 0 } },
    ...{ entering: 0, unreachable: { noAddress: 0, suppressed: 0, optedOut: 0, capped: 0 }, reachable: 0 },
    ...{ messages: { least: 0, most: 0 }, waves: [], remarks: [] },
  };
  await tell({ type: 'Draft', campaign: 'certificate', definition, salt: 'salt' });
  await tell({ type: 'Estimate', version, estimate });
  await tell({ type: 'Submit', version, by: 'ann' });
  await tell({ type: 'Approve', version, by: 'bob' });
  await tell({ type: 'Launch', version, by: 'ann', now });
};
const look = async (n: number, with_: CampaignDeps = deps): Promise<void> => {
  now = day(n);
  await runCampaigns(with_);
};

const decided = async (...types: readonly string[]): Promise<readonly RecordedEvent[]> =>
  store.find({ types: types.map((one) => `engagement.${one}`), about: {}, limit: 100_000 });
const dueMessages = async (): Promise<readonly DueMessage[]> =>
  (await decided('MessageDue')).map((one) => MessageDue.read(one).data);
const count = async (type: string): Promise<number> => (await decided(type)).length;
const learnersOf = (events: readonly { readonly data: unknown }[]) =>
  events.map(({ data }) => (data as { learner: string }).learner).sort();

it('decides about everybody who matches, each once, and walks each to the end', async () => {
  company.with(1_200);
  for (const learner of ['learner-00001', 'learner-00002']) company.tell(learner, 'completed');
  await launch({ holdout: { share: 0.2 } });
  await look(0);
  await look(0);
  const held = [...company.about.keys()].filter((one) => isHeldOut('salt', 0.2, one));
  const entered = await decided('CampaignEntered');
  const heldOut = entered.filter(({ data }) => (data as { arm: string }).arm === 'holdout');
  const reached = new Set(['learner-00001', 'learner-00002']);
  expect(learnersOf(heldOut)).toEqual(held.filter((one) => !reached.has(one)));
  expect(learnersOf(await decided('NotEntered'))).toEqual([...reached]);
  expect(entered).toHaveLength(1_198);
  expect(await count('MessageDue')).toBe(1_198 - heldOut.length);
  await look(7);
  await look(40);
  const due = await dueMessages();
  expect(new Set(due.map(({ firing }) => firing)).size).toBe(due.length);
  expect(due).toHaveLength((1_198 - heldOut.length) * 2);
  const heldLearners = new Set(held);
  expect(due.filter(({ learner }) => heldLearners.has(learner))).toEqual([]);
  expect(await count('JourneyEnded')).toBe(1_198);
  const campaign = await readCampaign(deps, 'certificate');
  expect(campaign?.state.is).toBe('ended');
  expect(campaign?.history.find(({ event }) => event.type === 'engagement.AudiencePlanned')?.event.data).toMatchObject({
    ...{ treated: 1_198 - heldOut.length, heldOut: heldOut.length, notEntered: 2 },
  });
});

it.each(['before the commit', 'after the commit'])(
  'killed %s of any batch, loses nobody and doubles nobody',
  async (when) => {
    company.with(1_700);
    await launch({ throttle: { perHour: 600 } });
    let calls = 0;
    const failing = (at: number): CampaignDeps => ({
      ...deps,
      store: {
        ...bound(store),
        appendMany: async (...args) => {
          calls += 1;
          if (calls === at && when === 'before the commit') throw new Error('killed');
          const appended = await store.appendMany(...args);
          if (calls === at) throw new Error('killed');
          return appended;
        },
      },
    });
    for (let at = 1; at <= 9; at += 1) {
      calls = 0;
      await look(0, failing(at)).catch(() => undefined);
    }
    await look(0);
    const entered = await decided('CampaignEntered');
    expect(learnersOf(entered)).toEqual([...company.about.keys()]);
    expect(await count('MessageDue')).toBe(600);
    const waiting = (await decided('StepWaiting')).filter(({ data }) => (data as { for: string }).for === 'pace');
    expect(new Set(learnersOf(waiting)).size).toBe(1_100);
  },
);

const bound = (of: EventStore): EventStore => ({
  read: (stream) => of.read(stream),
  readMany: (streams) => of.readMany(streams),
  append: (...args) => of.append(...args),
  appendMany: (...args) => of.appendMany(...args),
  subscribe: (...args) => of.subscribe(...args),
  lag: (name) => of.lag(name),
});

it('sends no more in an hour than it may, and everything in the end', async () => {
  company.with(25);
  await launch({ throttle: { perHour: 10 }, steps: [{ id: 'invite', do: 'message', template: 't' }] });
  const HOUR = 1 / 24;
  await look(0);
  const waits = (await decided('StepWaiting')).map(({ data }) => (data as { until: string }).until).sort();
  expect([waits[0], waits.at(-1)]).toEqual([day(HOUR).toISOString(), day(HOUR * 2.4).toISOString()]);
  expect(await count('MessageDue')).toBe(10);
  await look(HOUR * 0.9);
  expect(await count('MessageDue')).toBe(10);
  await look(HOUR * 1.99);
  expect(await count('MessageDue')).toBe(20);
  await look(HOUR * 2.99);
  expect(await count('MessageDue')).toBe(25);
  expect(await count('JourneyEnded')).toBe(25);
});

it('ends whom the budget does not reach', async () => {
  company.with(10);
  await launch({ budget: { messages: 4 } });
  await look(0);
  expect(await count('MessageDue')).toBe(4);
  const ends = (await decided('JourneyEnded')).map(({ data }) => (data as { why: string }).why);
  expect(ends).toEqual(['budget', 'budget', 'budget', 'budget', 'budget', 'budget']);
});

it('keeps people on the version that they entered, and the holdout over versions', async () => {
  company.with(300);
  await launch({ holdout: { share: 0.3 }, entry: { when: 'while-running' } });
  await look(0);
  const heldBefore = (await decided('CampaignEntered')).filter(
    ({ data }) => (data as { arm: string }).arm === 'holdout',
  );
  now = day(1);
  for (let n = 300; n < 400; n++) {
    company.about.set(`learner-00${n}`, new Map());
    company.tell(`learner-00${n}`, 'current');
  }
  const steps = [{ id: 'invite', do: 'message' as const, template: 'another' }];
  await launch({ title: 'changed', holdout: { share: 0.3 }, entry: { when: 'while-running' }, steps }, 2);
  await look(1);
  await look(7);
  const due = await dueMessages();
  const byVersion = (version: number, step: string) =>
    due.filter((one) => one.campaignVersion === version && one.step === step).length;
  expect([byVersion(1, 'invite'), byVersion(1, 'remind'), byVersion(2, 'remind')]).toEqual([
    ...[300 - heldBefore.length, 300 - heldBefore.length, 0],
  ]);
  const heldAfter = (await decided('CampaignEntered')).filter(
    ({ data }) => (data as { arm: string }).arm === 'holdout',
  );
  expect(learnersOf(heldAfter)).toEqual([...company.about.keys()].filter((one) => isHeldOut('salt', 0.3, one)).sort());
  expect(byVersion(2, 'invite')).toBe(100 - (heldAfter.length - heldBefore.length));
});

it('paused, decides nothing; resumed, goes on where it was, and says until when a message makes sense', async () => {
  company.with(20);
  const [invite, pause, remind] = SOURCE.steps as readonly [object, object, object];
  await launch({ steps: [invite, pause, { ...remind, expiresAfter: { days: 2 } }] as CampaignSource['steps'] });
  await look(0);
  await tell({ type: 'Pause', by: 'ann', why: 'a question' });
  await look(20);
  expect(await count('MessageDue')).toBe(20);
  await tell({ type: 'Resume', by: 'ann' });
  company.tell('learner-00003', 'completed');
  await look(20);
  const reminders = (await dueMessages()).filter(({ step }) => step === 'remind');
  expect(reminders).toHaveLength(19);
  expect(new Set(reminders.map(({ notAfter }) => notAfter))).toEqual(new Set([day(9).toISOString()]));
});

it('ended by somebody, ends everybody who is inside', async () => {
  company.with(20);
  await launch({ holdout: { share: 0.5 } });
  await look(0);
  await tell({ type: 'End', by: 'ann', why: 'enough' });
  await look(1);
  const ends = (await decided('JourneyEnded')).map(({ data }) => (data as { why: string }).why);
  expect(ends).toEqual(Array.from({ length: 20 }, () => 'ended'));
});

it('is woken by a fact, not by looking at everybody', async () => {
  company.with(20);
  await launch({
    steps: [
      { id: 'answer', do: 'waitUntil', meets: people('withdrawn'), atMost: { days: 14 } },
      { id: 'thanks', do: 'message', template: 't' },
    ],
  });
  await look(0);
  company.tell('learner-00003', 'withdrawn');
  await look(3);
  expect(await count('MessageDue')).toBe(0);
  expect(await deps.journeys.wake(['learner-00003', 'learner-00004'], now)).toBe(2);
  await look(3);
  expect(learnersOf(await decided('MessageDue'))).toEqual(['learner-00003']);
  expect(await deps.journeys.due('certificate', now, 10)).toEqual([]);
});

it('rolls out by teams in the drawn order, announces once a wave and briefs the managers of its people a day before', async () => {
  company.with(60);
  await launch({
    ...{
      rollout: { by: 'team', waves: 3, every: { days: 5 } },
      briefing: { template: 'brief', values: { say: 'why' } },
    },
    steps: [
      { id: 'tell', do: 'announce', template: 'a', channels: ['feed'] },
      { id: 'invite', do: 'message', template: 't' },
    ],
    window: { from: day(2).toISOString(), to: day(40).toISOString() },
  });
  const seen: Record<number, readonly [number, number, number]> = {};
  for (const n of [0.9, 1, 1.5, 2, 6, 7, 11, 12, 13]) {
    await look(n);
    const due = await dueMessages();
    const briefed = due.filter(({ step }) => step === 'briefing').length;
    seen[n] = [briefed, due.length - briefed, await count('AnnouncementDue')];
  }
  expect(seen[0.9]).toEqual([0, 0, 0]);
  expect(seen[1]?.slice(1)).toEqual([0, 0]);
  expect(seen[1]?.[0]).toBeGreaterThan(0);
  expect(seen[1.5]).toEqual(seen[1]);
  expect([seen[2], seen[7], seen[12], seen[13]].map((one) => one?.slice(1))).toEqual([
    ...[
      [20, 1],
      [40, 2],
      [60, 3],
      [60, 3],
    ],
  ]);
  const state = (await readCampaign(deps, 'certificate'))?.state;
  const teams = await company.attribute('team');
  for (const { data } of await decided('CampaignEntered')) {
    const { learner, wave } = data as { learner: string; wave: number };
    expect(state?.waves?.groups[wave - 1]).toContain(teams.get(learner));
  }
});

it('briefs no manager who is held out, and counts only whom the campaign will write to', async () => {
  company.with(60);
  for (const manager of ['manager-0', 'manager-1', 'manager-2']) company.tell(manager, 'current');
  for (const learner of ['learner-00000', 'learner-00003', 'learner-00004']) company.tell(learner, 'completed');
  const share = 0.5;
  await launch({
    ...{ holdout: { share }, briefing: { template: 'brief' } },
    window: { from: day(2).toISOString(), to: day(40).toISOString() },
  });
  await look(1.5);
  const managers = new Map([...company.about].map(([learner, said]) => [learner, said.get('manager')]));
  const written = [...managers.keys()].filter(
    (one) => !isHeldOut('salt', share, one) && !company.is.get('completed')?.has(one),
  );
  const told = ['manager-0', 'manager-1', 'manager-2'].filter((one) => !isHeldOut('salt', share, one));
  expect([told.length, written.length].every((count) => count > 0)).toBe(true);
  expect(told.length).toBeLessThan(3);
  const people = (manager: string) => written.filter((learner) => managers.get(learner) === manager).length;
  const said = (await dueMessages()).map(({ learner, because }) => [learner, because[0]?.text.match(/\d+ of/)?.[0]]);
  expect(said.sort()).toEqual(told.map((manager) => [manager, `${people(manager)} of`]));
});

it('corrects exactly who was sent what was wrong, also what was on its way, each once', async () => {
  company.with(6);
  await launch();
  await look(0);
  const due = await dueMessages();
  const send = async ({ firing, learner, step }: DueMessage, templateVersion: number) => {
    const data = {
      ...{ message: `m-${learner}-${step}`, firing, rule: 'campaign', learner, course: '', run: '', registration: '' },
      ...{ channel: 'email', template: 'invitation', campaign: 'certificate', step, templateVersion },
    };
    await store.append(`message-${learner}-${step}`, 0, [{ type: MessageSent.type, version: 1, data }], cause);
  };
  for (const one of due.slice(0, 3)) await send(one, 1);
  await send(due[3]!, 2);
  const correct = {
    type: 'Correct',
    ...{ correction: 'link', by: 'ann', why: 'a wrong link', template: 'sorry' },
    corrected: { step: 'invite', templateVersion: 1 },
  } as const;
  await tell(correct);
  await tell(correct);
  await look(1);
  await look(1.1);
  const corrections = async () =>
    (await dueMessages()).filter(({ step }) => step === 'correction').map(({ learner }) => learner);
  expect((await corrections()).sort()).toEqual(
    due
      .slice(0, 3)
      .map(({ learner }) => learner)
      .sort(),
  );
  await send(due[4]!, 1);
  await look(1.2);
  expect((await corrections()).sort()).toEqual([...due.slice(0, 3), due[4]!].map(({ learner }) => learner).sort());
});

it('opens the gate for what still makes sense, and closes it at once', async () => {
  company.with(2);
  await launch();
  await look(0);
  const gate = engagementGate(deps, () => Promise.resolve({ is: 'pointless', why: 'asked of the rules' }));
  const announce = announcementGate(deps);
  const [first] = await dueMessages();
  const occasion = { firing: first!.firing, learner: first!.learner, campaign: 'certificate', step: 'invite' };
  expect(await gate(occasion)).toEqual({ is: 'go' });
  expect(await gate({ firing: 'f', learner: 'x' })).toEqual({ is: 'pointless', why: 'asked of the rules' });
  await tell({ type: 'Pause', by: 'ann', why: 'a question' });
  expect(await gate(occasion)).toMatchObject({ is: 'wait', why: 'the campaign is paused: a question' });
  expect(await announce('certificate')).toMatchObject({ is: 'wait', why: 'the campaign is paused: a question' });
  expect(await announce(undefined)).toEqual({ is: 'go' });
  await tell({ type: 'Resume', by: 'ann' });
  company.tell(first!.learner, 'completed');
  expect(await gate(occasion)).toMatchObject({ is: 'pointless', why: 'the goal was reached: is completed' });
  const stop = { type: 'engagement.SendingStopped', version: 1, data: { by: 'ann', why: 'a wrong link' } };
  await store.append('sending', 0, [stop], cause);
  for (const any of [occasion, { ...occasion, step: 'correction' }, { firing: 'f', learner: 'x' }]) {
    expect(await gate(any)).toMatchObject({ is: 'wait', why: 'all sending was stopped: a wrong link' });
  }
  for (const any of ['certificate', 'only-a-name', undefined]) {
    expect(await announce(any)).toMatchObject({ is: 'wait', why: 'all sending was stopped: a wrong link' });
  }
  await store.append('sending', 1, [{ type: 'engagement.SendingAllowed', version: 1, data: { by: 'ann' } }], cause);
  await tell({ type: 'Cancel', by: 'ann', why: 'another idea' });
  expect(await gate(occasion)).toMatchObject({ is: 'pointless', why: 'the campaign was cancelled: another idea' });
  expect(await announce('certificate')).toMatchObject({ is: 'pointless' });
  expect(await announce('only-a-name')).toEqual({ is: 'go' });
  expect(await gate({ ...occasion, step: 'correction' })).toEqual({ is: 'go' });
});

it('decides nothing when a journey is looked at again', async () => {
  company.with(50);
  await launch({ holdout: { share: 0.2 } });
  await look(0);
  const before = await decided(...journeyEvents.map(({ type }) => type.slice('engagement.'.length)));
  await deps.journeys.wakeAll('certificate', now);
  await look(0);
  await look(0);
  expect(await decided(...journeyEvents.map(({ type }) => type.slice('engagement.'.length)))).toHaveLength(
    before.length,
  );
  expect(await store.read(streamOfJourney('certificate', 'learner-00000'))).not.toHaveLength(0);
});
