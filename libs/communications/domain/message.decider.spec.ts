import {
  type CommunicationsEvent,
  DeliveryUnknown,
  MessageDeferred,
  MessageRejected,
  MessageRequested,
  MessageSent,
  MessageSuppressed,
  SendAttempted,
  SendPostponed,
} from '@laurel/contracts';
import { NO_CONTACT } from './contact.ts';
import { type Circumstances } from './courtesies/courtesy.ts';
import { SHIPPED_CATEGORIES } from './category.ts';
import {
  type Answered,
  type Attempt,
  type Consider,
  type GiveUp,
  type MessageCommand,
  messageDecider,
  MOST_ATTEMPTS,
  type SendAgain,
} from './message.decider.ts';

const now = new Date('2026-03-02T12:00:00Z');
const of = {
  ...{ message: 'm1', firing: 'f1', rule: 'never-started' },
  ...{ learner: 'ann', course: 'c', run: '', registration: '' },
};
const given = (...events: readonly CommunicationsEvent[]) => ({
  when: (command: MessageCommand) =>
    messageDecider.decide(events.reduce(messageDecider.evolve, messageDecider.initial), command),
});

const [reminder] = SHIPPED_CATEGORIES;
const inVienna = { timeZone: 'Europe/Vienna', holidayOn: () => undefined, absences: [], suppressed: undefined };
const everyDay = new Set([1, 2, 3, 4, 5, 6, 7]);
const circumstances = (more: Partial<Circumstances> = {}): Circumstances => ({
  ...{ message: 'm1', category: reminder!, priority: 4, now, addressee: inVienna, contact: NO_CONTACT },
  manners: { quietHours: { from: 20, to: 8 }, workingDays: everyDay, cap: { messages: 4, days: 7 } },
  ...{ gate: { is: 'go' }, notAfter: undefined, wroteAt: undefined },
  ...more,
});
const consider = (more: Partial<Circumstances> = {}): Consider => ({
  ...{ type: 'Consider', of, template: 'never-started', channel: 'email' },
  circumstances: circumstances(more),
});
const attempt = (more: Partial<Circumstances> = {}): Attempt => ({
  ...{ type: 'Attempt', of, circumstances: circumstances(more), written: { templateVersion: 3 } },
});
const giveUp = (delivery: GiveUp['delivery'] = 'at-most-once'): GiveUp => ({ type: 'GiveUp', of, delivery, now });
const answered = (answer: Answered['answer'], number = 1): Answered => ({
  ...{ type: 'Answered', of, template: 'never-started', templateVersion: 3, channel: 'email' },
  ...{ attempt: number, answer, now, address: 'digest-of-ann' },
});
const sendAgain: SendAgain = {
  ...{ type: 'SendAgain', of, template: 'never-started', channel: 'email' },
  ...{ category: reminder!, priority: 4, by: 'key-1' },
};
const requested = MessageRequested.of({
  ...of,
  ...{ channel: 'email', template: 'never-started', category: 'learning-reminder', priority: 4 },
});
const attempted = (number = 1) => SendAttempted.of({ ...of, attempt: number, templateVersion: 3 });
const deferred = MessageDeferred.of({ ...of, until: '2026-03-02T11:00:00.000Z', why: 'quiet hours' });
const postponed = SendPostponed.of({ ...of, attempt: 1, until: '2026-03-02T12:01:00.000Z', why: 'smtp 451' });
const sent = MessageSent.of({ ...of, channel: 'email', template: 'never-started', templateVersion: 3 });
const unknown = DeliveryUnknown.of({ ...of, why: 'attempt 1 got no answer: it may have arrived' });

it('requests the message', () => expect(given().when(consider())).toEqual([requested]));

it('suppresses it, and says so, when nobody knows the address', () =>
  expect(given().when(consider({ addressee: undefined }))).toEqual([
    MessageSuppressed.of({ ...of, why: 'no address is known for this learner', courtesy: 'no-address' }),
  ]));

it('defers it in the quiet hours of the person, and considers it anew when they are over', () => {
  const until = '2026-03-03T07:00:00.000Z'; // eight in Vienna
  const [event] = given().when(consider({ now: new Date('2026-03-02T22:10:00Z') }));
  expect(event).toEqual(
    MessageDeferred.of({ ...of, until, why: 'quiet hours in Europe/Vienna', courtesy: 'quiet-hours' }),
  );
  expect(given(event!).when(consider({ now: new Date('2026-03-03T06:59:00Z') }))).toEqual([]);
  expect(given(event!).when(consider({ now: new Date(until) }))).toEqual([requested]);
});

it('says once that sending is stopped, however often it is asked, and goes on when that is over', () => {
  const stopped = (at: string, why = 'all sending was stopped: a wrong link') => {
    const asked = new Date(at);
    const until = new Date(asked.getTime() + 900_000);
    return consider({ now: asked, gate: { is: 'wait', until, why } });
  };
  const until = '2026-03-02T12:15:00.000Z';
  const [event] = given().when(stopped('2026-03-02T12:00:00Z'));
  const why = 'all sending was stopped: a wrong link';
  expect(event).toEqual(MessageDeferred.of({ ...of, until, why, courtesy: 'paused' }));
  for (const at of [until, '2026-03-02T22:30:00Z', '2026-03-04T12:00:00Z']) {
    expect(given(event!).when(stopped(at))).toEqual([]);
  }
  expect(given(event!).when(stopped(until, 'the campaign is paused: holidays'))).toMatchObject([
    { type: MessageDeferred.type, data: { why: 'the campaign is paused: holidays' } },
  ]);
  expect(given(event!).when(consider({ now: new Date('2026-03-04T12:00:00Z') }))).toEqual([requested]);
});

it('attempts what is requested, once, and nothing else', () => {
  expect(given(requested).when(attempt())).toEqual([attempted()]);
  for (const history of [
    [],
    [deferred],
    [requested, attempted()],
    [requested, attempted(), sent],
    [requested, attempted(), unknown],
  ]) {
    expect(given(...history).when(attempt())).toEqual([]);
  }
});

it('judges what is requested once more when it is sent: night came, or the person left', () => {
  const [night] = given(requested).when(attempt({ now: new Date('2026-03-02T22:10:00Z') }));
  expect(night).toMatchObject({ type: MessageDeferred.type, data: { courtesy: 'quiet-hours' } });
  const left = { ...NO_CONTACT, left: new Set(['learning-reminder']) };
  const [gone] = given(requested).when(attempt({ contact: left }));
  expect(gone).toMatchObject({ type: MessageSuppressed.type, data: { courtesy: 'opted-out' } });
});

it('suppresses what is requested when it cannot be written, and says why', () =>
  expect(given(requested).when({ ...attempt(), written: { why: 'the subscription has ended' } })).toEqual([
    MessageSuppressed.of({ ...of, why: 'the subscription has ended', courtesy: 'unwritable' }),
  ]));

it('keeps what the channel says', () => {
  const tried = given(requested, attempted());
  expect(tried.when(answered({ outcome: 'accepted' }))).toEqual([sent]);
  expect(tried.when(answered({ outcome: 'rejected', reason: 'smtp 550' }))).toEqual([
    MessageRejected.of({ ...of, why: 'smtp 550' }),
  ]);
  expect(tried.when(answered({ outcome: 'rejected', reason: 'smtp 550', about: 'address' }))).toEqual([
    MessageRejected.of({ ...of, why: 'smtp 550', address: 'digest-of-ann' }),
  ]);
  expect(tried.when(answered({ outcome: 'tryLater', reason: 'smtp 451' }))).toEqual([postponed]);
});

it('tries again what was put off, as a new attempt', () => {
  const later = consider({ now: new Date('2026-03-02T12:01:00Z') });
  expect(given(requested, attempted(), postponed).when(later)).toEqual([requested]);
  expect(given(requested, attempted(), postponed, requested).when(attempt())).toEqual([attempted(2)]);
});

it('takes the last "later" for a no', () =>
  expect(
    given(requested, attempted(MOST_ATTEMPTS)).when(
      answered({ outcome: 'tryLater', reason: 'smtp 451' }, MOST_ATTEMPTS),
    ),
  ).toEqual([MessageRejected.of({ ...of, why: `smtp 451, after ${MOST_ATTEMPTS} attempts` })]));

it('counts no attempt at a channel that is away, however long that is', () => {
  const [away] = given(requested, attempted()).when(answered({ outcome: 'away', reason: 'no connection' }));
  expect(away).toMatchObject({ type: SendPostponed.type, data: { counts: false, until: '2026-03-02T12:01:00.000Z' } });
  expect(given(requested, attempted(), away!, requested).when(attempt())).toEqual([attempted()]);
});

it('gives up an attempt without an answer, never sends it again, and still hears a late answer', () => {
  expect(given(requested, attempted()).when(giveUp())).toEqual([unknown]);
  const given_ = given(requested, attempted(), unknown);
  expect(given_.when(consider())).toEqual([]);
  expect(given_.when(attempt())).toEqual([]);
  expect(given_.when(giveUp())).toEqual([]);
  expect(given_.when(answered({ outcome: 'accepted' }))).toEqual([sent]);
});

it('sends what must arrive again by itself, so often and no more', () => {
  const [again] = given(requested, attempted()).when(giveUp('at-least-once'));
  expect(again).toMatchObject({ type: SendPostponed.type, data: { attempt: 1, until: '2026-03-02T12:01:00.000Z' } });
  const [last] = given(requested, attempted(MOST_ATTEMPTS)).when(giveUp('at-least-once'));
  expect(last?.type).toBe(DeliveryUnknown.type);
});

it('sends the unknown again when an operator says so, and nothing else', () => {
  const [again] = given(requested, attempted(), unknown).when(sendAgain);
  expect(again).toEqual(MessageRequested.of({ ...requested.data, again: 'key-1' }));
  expect(given(requested, attempted(), unknown, again!).when(attempt())).toEqual([attempted(2)]);
  for (const history of [[], [requested], [requested, attempted()], [requested, attempted(), sent], [deferred]]) {
    expect(() => given(...history).when(sendAgain)).toThrow('unknown');
  }
});

it('says nothing twice', () => {
  for (const command of [consider(), attempt(), giveUp(), answered({ outcome: 'accepted' })]) {
    expect(given(requested, attempted(), sent).when(command)).toEqual([]);
  }
  expect(given(requested).when(consider())).toEqual([]);
  expect(given(requested, attempted()).when(answered({ outcome: 'accepted' }, 2))).toEqual([]);
});
