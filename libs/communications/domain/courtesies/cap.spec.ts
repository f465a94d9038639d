import { type ContactEvent } from '@laurel/contracts';
import fc from 'fast-check';
import { SHIPPED_CATEGORIES } from '../category.ts';
import { type Contact, contactAfter, NO_CONTACT } from '../contact.ts';
import { contactEffects } from '../contact-effects.ts';
import { type MessageCommand, messageDecider, type MessageState } from '../message.decider.ts';
import { type Circumstances } from './courtesy.ts';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-03-02T08:00:00Z');
const CAP = { messages: 3, days: 7 };
const [reminder] = SHIPPED_CATEGORIES;
const receipt = SHIPPED_CATEGORIES.find(({ id }) => id === 'receipt')!;

interface Due {
  readonly hour: number;
  readonly priority: number;
  readonly isExempt: boolean;
}

/** One person, and all messages that fall due for them, each woken when its time has come. */
const play = (all: readonly Due[]) => {
  let contact: Contact = NO_CONTACT;
  const states = all.map((): MessageState => messageDecider.initial);
  const sent: { at: number; priority: number; isExempt: boolean; message: number }[] = [];
  const tell = (n: number, commandFor: (circumstances: Circumstances) => MessageCommand, now: Date) => {
    const { priority, isExempt } = all[n]!;
    const counted = { message: `m${n}`, category: isExempt ? receipt : reminder!, priority, now };
    const addressee = { timeZone: 'UTC', holidayOn: () => undefined, absences: [], suppressed: undefined };
    const manners = { quietHours: undefined, workingDays: undefined, cap: CAP };
    const rest = { addressee, manners, gate: { is: 'go' as const }, notAfter: undefined, wroteAt: undefined };
    const events = messageDecider.decide(states[n]!, commandFor({ ...counted, ...rest, contact }));
    states[n] = events.reduce(messageDecider.evolve, states[n]!);
    const effects: readonly ContactEvent[] = contactEffects(events, { ...counted, contact }, 'ann');
    contact = effects.reduce(contactAfter, contact);
  };
  for (let hour = 0; hour < 24 * 60; hour++) {
    const now = new Date(START + hour * HOUR_MS);
    for (const n of all.keys()) {
      const state = states[n]!;
      const isDue = state.is === 'none' ? all[n]!.hour <= hour : state.is === 'waiting' && state.until <= now;
      if (!isDue) continue;
      const of = {
        message: `m${n}`,
        firing: `f${n}`,
        rule: 'r',
        learner: 'ann',
        course: '',
        run: '',
        registration: '',
      };
      const on = { of, template: 't', channel: 'email' } as const;
      tell(n, (circumstances) => ({ type: 'Consider', ...on, circumstances }), now);
      tell(n, (circumstances) => ({ type: 'Attempt', of, circumstances, written: { templateVersion: 1 } }), now);
      if (states[n]!.is === 'attempting') sent.push({ at: hour, message: n, ...all[n]! });
    }
  }
  return sent;
};

const due = fc.record({ hour: fc.nat({ max: 24 * 20 }), priority: fc.nat({ max: 9 }), isExempt: fc.boolean() });

it('sends no person more than the cap in any window of it, loses none, and holds up what is exempt not at all', () => {
  fc.assert(
    fc.property(fc.array(due, { maxLength: 12 }), (all) => {
      const sent = play(all);
      expect(sent.map(({ message }) => message).sort((a, b) => a - b)).toEqual([...all.keys()]);
      const capped = sent.filter(({ isExempt }) => !isExempt);
      for (const { at } of capped) {
        const within = capped.filter((other) => other.at >= at && other.at < at + CAP.days * 24);
        expect(within.length).toBeLessThanOrEqual(CAP.messages);
      }
      for (const { at, isExempt, message } of sent) if (isExempt) expect(at).toBe(all[message]!.hour);
    }),
    { numRuns: 60 },
  );
});

it('gives the place that is free to what matters most of what waits', () => {
  const early = [0, 1, 2].map((hour) => ({ hour, priority: 5, isExempt: false }));
  const waiting = [2, 9, 5].map((priority) => ({ hour: 3, priority, isExempt: false }));
  const order = play([...early, ...waiting]).slice(3);
  expect(order.map(({ priority }) => priority)).toEqual([9, 5, 2]);
});
