import { campaignDefinition, type JourneyEvent } from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { flowOf, messagesIn } from './flow.ts';
import { type Enter, type JourneyCommand, journeyDecider } from './journey.decider.ts';
import { type Standing, type Turn, type Walk } from './walk.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const END = new Date(START + 100 * DAY_MS);
const day = (n: number): Date => new Date(START + n * DAY_MS);
const people = (state: string) => ({ about: 'enrolment', criterion: { is: 'state', state } });
const message = (id: string, more: Record<string, unknown> = {}) => ({ id, do: 'message', template: id, ...more });
const define = (...steps: readonly Record<string, unknown>[]) =>
  campaignDefinition.parse({
    ...{ title: 't', goal: { meets: people('completed'), within: { days: 60 } }, audience: people('current'), steps },
    window: { from: day(0).toISOString(), to: END.toISOString() },
    category: 'learning-campaign',
  });

const because = [{ text: 'still enrolled', facts: [{ source: 'lms', id: 'e1' }] }];
const no: Standing = { holds: false, because: [{ text: 'not yet', facts: [] }] };
const yes: Standing = { holds: true, because: [{ text: 'it came true', facts: [{ source: 'lms', id: 'e2' }] }] };
const person = { ...{ campaign: 'certificate', campaignVersion: 1 }, ...ofEnrolment() };
function ofEnrolment() {
  return { learner: 'ann', course: 'consulting', run: '', registration: '' };
}
const enter = (more: Partial<Enter> = {}): Enter => ({
  ...{ type: 'Enter', of: person, arm: 'treated', wave: 1, group: undefined, because, now: day(0) },
  ...{ startsAt: day(0), endsAt: END, againAfterDays: undefined },
  ...more,
});

/** A journey told as steps: enters, and walks on the days that are named. */
const journey = (definition: ReturnType<typeof define>, first: Enter = enter()) => {
  let state = journeyDecider.initial;
  const flow = flowOf(definition.steps);
  const tell = (command: JourneyCommand): readonly JourneyEvent[] => {
    const events = journeyDecider.decide(state, command);
    state = events.reduce(journeyDecider.evolve, state);
    return events;
  };
  tell(first);
  const asks = (now: Date, more: Partial<Walk>): Walk => ({
    ...{ type: 'Walk', now, flow, definition, salt: 'salt', goal: no, turn: (): Turn => 'now' },
    standings: new Map(['answer', 'which'].map((id) => [id, no])),
    ...more,
  });
  return {
    tell,
    walk: (n: number, more: Partial<Walk> = {}) => {
      const command = asks(day(n), more);
      const events = tell(command);
      // Told twice decides nothing: what was decided lies behind, or rests.
      expect(tell(command)).toEqual([]);
      return events.map(({ type, data }) => ({ is: type.split('.')[1], ...(data as Record<string, unknown>) }));
    },
  };
};

it('enters once, and again only where and when it may', () => {
  const definition = define({ id: 'over', do: 'end' });
  const once = journey(definition);
  expect(once.tell(enter())).toEqual([]);
  expect(once.walk(0)).toMatchObject([{ is: 'JourneyEnded', why: 'end', step: 'over' }]);
  expect(once.tell(enter({ now: day(90) }))).toEqual([]);
  expect(once.tell(enter({ now: day(29), againAfterDays: 30 }))).toEqual([]);
  expect(once.tell(enter({ now: day(30), againAfterDays: 30 }))).toMatchObject([{ data: { entry: 2 } }]);
});

it('is kept out once for one reason, and may enter later', () => {
  const out = { type: 'KeepOut', of: person, why: 'goal-reached', because } as const;
  let state = journeyDecider.initial;
  const tell = (command: JourneyCommand) => {
    const events = journeyDecider.decide(state, command);
    state = events.reduce(journeyDecider.evolve, state);
    return events.length;
  };
  expect([tell(out), tell(out), tell({ ...out, why: 'in-another-campaign' }), tell(enter()), tell(out)]).toEqual([
    ...[1, 0, 1, 1, 0],
  ]);
});

it('sends, waits, sends and ends, each when it is due', () => {
  const { walk } = journey(define(message('invite'), { id: 'pause', do: 'wait', for: { days: 7 } }, message('remind')));
  expect(walk(0)).toMatchObject([
    {
      ...{ is: 'MessageDue', firing: 'campaign/certificate/ann/1/invite', because, notAfter: END.toISOString() },
      action: { template: 'invite', channel: 'email', category: 'learning-campaign', priority: 5 },
    },
    { is: 'StepWaiting', step: 'pause', until: day(7).toISOString(), for: 'time' },
  ]);
  expect(walk(6.9)).toEqual([]);
  expect(walk(7)).toMatchObject([
    { is: 'MessageDue', step: 'remind' },
    { is: 'JourneyEnded', why: 'end' },
  ]);
});

it('does nothing before its wave begins', () => {
  const { walk } = journey(define(message('invite')), enter({ startsAt: day(3) }));
  expect(walk(2)).toEqual([]);
  expect(walk(3)).toMatchObject([{ is: 'MessageDue' }, { is: 'JourneyEnded' }]);
});

it('of who is held out sends nothing, whatever the steps are', () => {
  const { walk } = journey(define(message('invite')), enter({ arm: 'holdout' }));
  expect([walk(0), walk(50), walk(99)]).toEqual([[], [], []]);
  expect(walk(100)).toMatchObject([{ is: 'JourneyEnded', why: 'window' }]);
});

it('ends when the goal is reached, for who is held out too', () => {
  const definition = define(message('invite'), { id: 'pause', do: 'wait', for: { days: 7 } }, message('remind'));
  for (const arm of ['treated', 'holdout'] as const) {
    const { walk } = journey(definition, enter({ arm }));
    walk(0);
    expect(walk(3, { goal: yes })).toMatchObject([{ is: 'JourneyEnded', why: 'goal', because: yes.because }]);
    expect(walk(7)).toEqual([]);
  }
  const { walk } = journey(definition);
  expect(walk(70, { goal: { ...yes, late: true } })).toMatchObject([{ is: 'JourneyEnded', why: 'goal-late' }]);
});

describe('waiting for a fact', () => {
  const definition = define(
    {
      ...{ id: 'answer', do: 'waitUntil', meets: people('completed'), atMost: { days: 14 } },
      then: [message('thanks')],
      timeout: [message('remind')],
    },
    message('last'),
  );
  const told = new Map([['answer', yes]]);

  it('goes on as soon as it is true, for that reason', () => {
    const { walk } = journey(definition);
    expect(walk(0)).toMatchObject([{ is: 'StepWaiting', for: 'fact', until: day(14).toISOString() }]);
    expect(walk(3)).toEqual([]);
    expect(walk(5, { standings: told })).toMatchObject([
      { is: 'Branched', step: 'answer', took: 'then', because: yes.because },
      { is: 'MessageDue', step: 'thanks', because: yes.because },
      { is: 'MessageDue', step: 'last' },
      { is: 'JourneyEnded' },
    ]);
  });

  it('goes on by the other way when its time is over', () => {
    const { walk } = journey(definition);
    walk(0);
    expect(walk(14)).toMatchObject([
      { is: 'Branched', took: 'timeout', because: no.because },
      { is: 'MessageDue', step: 'remind' },
      { is: 'MessageDue', step: 'last' },
      { is: 'JourneyEnded' },
    ]);
  });

  it('sends an appointment along, until it begins', () => {
    const event = { title: 'Kick-off', start: day(5).toISOString(), duration: { minutes: 60 } };
    const { walk } = journey(define({ ...message('invite'), event }));
    expect(walk(0)[0]).toMatchObject({ is: 'MessageDue', action: { event }, notAfter: day(5).toISOString() });
  });

  it('does not wait for what is true already', () => {
    expect(journey(definition).walk(0, { standings: told })[0]).toMatchObject({ is: 'Branched', took: 'then' });
  });

  it('never waits longer than the campaign lasts', () => {
    expect(journey(definition, enter({ endsAt: day(10) })).walk(0)).toMatchObject([{ until: day(10).toISOString() }]);
  });
});

it('branches on what is true, and leads back to what follows', () => {
  const definition = define(
    { ...{ id: 'which', do: 'branch', meets: people('current') }, then: [message('a')], else: [] },
    message('b'),
  );
  const ways = [yes, no].map((standing) => journey(definition).walk(0, { standings: new Map([['which', standing]]) }));
  expect(ways.map((events) => events.map(({ is, ...of }) => ('step' in of ? `${is} ${of['step']}` : is)))).toEqual([
    ['Branched which', 'MessageDue a', 'MessageDue b', 'JourneyEnded'],
    ['Branched which', 'MessageDue b', 'JourneyEnded'],
  ]);
});

it('draws the arm of a split by the salt: the same at every look', () => {
  const arms = [
    { name: 'short', share: 0.5, steps: [message('a')] },
    { name: 'long', share: 0.5, steps: [message('b')] },
  ];
  const definition = define({ id: 'tone', do: 'split', arms });
  const took = (salt: string) => journey(definition).walk(0, { salt })[0];
  const drawn = Array.from({ length: 40 }, (_, n) => took(`salt-${n}`));
  expect(new Set(drawn.map((event) => event && 'took' in event && event['took']))).toEqual(new Set(['short', 'long']));
  expect(drawn.map((_, n) => took(`salt-${n}`))).toEqual(drawn);
});

it('passes an announcement, under one name for the wave or for all', () => {
  const tell = (once: string) => define({ id: 'tell', do: 'announce', template: 't', channels: ['feed'], once });
  const second = enter({ wave: 2 });
  expect(journey(tell('wave'), second).walk(0)[0]).toMatchObject({ announcement: 'certificate/tell/2' });
  expect(journey(tell('campaign'), second).walk(0)[0]).toMatchObject({ announcement: 'certificate/tell/0' });
});

describe('the pace', () => {
  const definition = define(message('invite', { expiresAfter: { days: 2 } }));

  it('makes a message wait for its turn, and remembers when it fell due', () => {
    const { walk } = journey(definition);
    const waiting = walk(0, { turn: () => ({ waitUntil: day(1) }) });
    expect(waiting).toMatchObject([
      { is: 'StepWaiting', for: 'pace', until: day(1).toISOString(), dueAt: day(0).toISOString() },
    ]);
    expect(walk(0.5)).toEqual([]);
    expect(walk(1)).toMatchObject([{ is: 'MessageDue', notAfter: day(2).toISOString() }, { is: 'JourneyEnded' }]);
  });

  it('ends the journey whose turn would come after the campaign', () => {
    expect(journey(definition).walk(0, { turn: () => ({ waitUntil: END }) })).toMatchObject([
      { is: 'JourneyEnded', why: 'window' },
    ]);
  });

  it('ends the journey when the messages are used up', () => {
    expect(journey(definition).walk(0, { turn: () => 'never' })).toMatchObject([
      { is: 'JourneyEnded', why: 'budget', step: 'invite' },
    ]);
  });
});

it('resumes late without sending what no longer makes sense: the message says until when', () => {
  const { walk } = journey(
    define({ id: 'pause', do: 'wait', for: { days: 7 } }, message('remind', { expiresAfter: { days: 1 } })),
  );
  walk(0);
  expect(walk(20)).toMatchObject([{ is: 'MessageDue', notAfter: day(8).toISOString() }, { is: 'JourneyEnded' }]);
});

it('ends with its campaign', () => {
  const { walk } = journey(define({ id: 'pause', do: 'wait', for: { days: 7 } }, message('remind')));
  walk(0);
  expect(walk(1, { over: { why: 'cancelled', words: 'cancelled: a wrong link' } })).toMatchObject([
    { is: 'JourneyEnded', why: 'cancelled', step: 'pause' },
  ]);
});

it('counts the fewest and the most messages of one person', () => {
  const split = {
    ...{ id: 's', do: 'split' },
    arms: [
      { name: 'a', share: 0.5, steps: [message('m1'), message('m2')] },
      { name: 'b', share: 0.5 },
    ],
  };
  expect(messagesIn(define(message('m0'), split, { id: 'e', do: 'end' }, message('m3')).steps)).toEqual({
    least: 1,
    most: 3,
  });
});
