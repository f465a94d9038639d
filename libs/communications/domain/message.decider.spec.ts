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
import {
  type Answered,
  type Attempt,
  type Consider,
  type GiveUp,
  type MessageCommand,
  messageDecider,
  MOST_ATTEMPTS,
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

const consider = (more: Partial<Consider> = {}): Consider => ({
  ...{ type: 'Consider', of, template: 'never-started', category: 'learning-reminder', now },
  ...{ recipient: { timeZone: 'Europe/Vienna' }, quietHours: { from: 20, to: 8 }, wroteAt: undefined },
  ...more,
});
const attempt: Attempt = { type: 'Attempt', of, hindrance: undefined };
const giveUp: GiveUp = { type: 'GiveUp', of };
const answered = (answer: Answered['answer'], number = 1): Answered => ({
  ...{ type: 'Answered', of, template: 'never-started', attempt: number, answer, now },
});
const requested = MessageRequested.of({
  ...of,
  channel: 'email',
  template: 'never-started',
  category: 'learning-reminder',
});
const attempted = (number = 1) => SendAttempted.of({ ...of, attempt: number });
const deferred = MessageDeferred.of({ ...of, until: '2026-03-02T11:00:00.000Z', why: 'quiet hours' });
const postponed = SendPostponed.of({ ...of, attempt: 1, until: '2026-03-02T12:01:00.000Z', why: 'smtp 451' });
const sent = MessageSent.of({ ...of, channel: 'email', template: 'never-started' });
const unknown = DeliveryUnknown.of({ ...of, why: 'attempt 1 got no answer: it may have arrived' });

it('requests the message', () => expect(given().when(consider())).toEqual([requested]));

it('suppresses it, and says so, when nobody knows the address', () =>
  expect(given().when(consider({ recipient: undefined }))).toEqual([
    MessageSuppressed.of({ ...of, why: 'no address is known for this learner' }),
  ]));

it('writes once in thirty days about one enrolment', () => {
  const wroteAt = new Date('2026-02-10T12:00:00Z');
  expect(given().when(consider({ wroteAt }))).toEqual([
    MessageSuppressed.of({
      ...of,
      why: 'this rule wrote about this enrolment on 2026-02-10, and writes once in 30 days',
    }),
  ]);
  expect(given().when(consider({ wroteAt: new Date('2026-01-31T12:00:00Z') }))).toEqual([requested]);
});

it('defers it in the quiet hours of the person, and considers it anew when they are over', () => {
  const night = consider({ now: new Date('2026-03-02T22:10:00Z') });
  const until = '2026-03-03T07:00:00.000Z'; // eight in Vienna
  const [event] = given().when(night);
  expect(event).toEqual(MessageDeferred.of({ ...of, until, why: 'quiet hours in Europe/Vienna' }));
  expect(given(event!).when(consider({ now: new Date('2026-03-03T06:59:00Z') }))).toEqual([]);
  expect(given(event!).when(consider({ now: new Date(until) }))).toEqual([requested]);
});

it('does not guess the night of a person whose zone is not known', () =>
  expect(given().when(consider({ recipient: { timeZone: undefined }, now: new Date('2026-03-02T23:00:00Z') }))).toEqual(
    [requested],
  ));

it('attempts what is requested, once, and nothing else', () => {
  expect(given(requested).when(attempt)).toEqual([attempted()]);
  for (const history of [
    [],
    [deferred],
    [requested, attempted()],
    [requested, attempted(), sent],
    [requested, attempted(), unknown],
  ]) {
    expect(given(...history).when(attempt)).toEqual([]);
  }
});

it('suppresses what is requested when there is nothing to send after all, and says why', () =>
  expect(given(requested).when({ ...attempt, hindrance: 'the subscription has ended' })).toEqual([
    MessageSuppressed.of({ ...of, why: 'the subscription has ended' }),
  ]));

it('keeps what the channel says', () => {
  const tried = given(requested, attempted());
  expect(tried.when(answered({ outcome: 'accepted' }))).toEqual([sent]);
  expect(tried.when(answered({ outcome: 'rejected', reason: 'smtp 550' }))).toEqual([
    MessageRejected.of({ ...of, why: 'smtp 550' }),
  ]);
  expect(tried.when(answered({ outcome: 'tryLater', reason: 'smtp 451' }))).toEqual([postponed]);
});

it('tries again what was put off, as a new attempt', () => {
  const later = consider({ now: new Date('2026-03-02T12:01:00Z') });
  expect(given(requested, attempted(), postponed).when(later)).toEqual([requested]);
  expect(given(requested, attempted(), postponed, requested).when(attempt)).toEqual([attempted(2)]);
});

it('takes the last "later" for a no', () =>
  expect(
    given(requested, attempted(MOST_ATTEMPTS)).when(
      answered({ outcome: 'tryLater', reason: 'smtp 451' }, MOST_ATTEMPTS),
    ),
  ).toEqual([MessageRejected.of({ ...of, why: `smtp 451, after ${MOST_ATTEMPTS} attempts` })]));

it('gives up an attempt without an answer, never sends it again, and still hears a late answer', () => {
  expect(given(requested, attempted()).when(giveUp)).toEqual([unknown]);
  const given_ = given(requested, attempted(), unknown);
  expect(given_.when(consider())).toEqual([]);
  expect(given_.when(attempt)).toEqual([]);
  expect(given_.when(giveUp)).toEqual([]);
  expect(given_.when(answered({ outcome: 'accepted' }))).toEqual([sent]);
});

it('says nothing twice', () => {
  for (const command of [consider(), attempt, giveUp, answered({ outcome: 'accepted' })]) {
    expect(given(requested, attempted(), sent).when(command)).toEqual([]);
  }
  expect(given(requested).when(consider())).toEqual([]);
  expect(given(requested, attempted()).when(answered({ outcome: 'accepted' }, 2))).toEqual([]);
});
