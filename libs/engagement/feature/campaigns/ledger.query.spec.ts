import { MessageDeferred, MessageDue, MessageSent } from '@laurel/contracts';
import { type DomainEvent, type EventSearch, type FoundEvent } from '@laurel/kernel';
import { outcomesOf } from '../outcomes.ts';
import { readCampaignLedger } from './ledger.query.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 12, minute));
const of = { firing: 'f1', learner: 'ann', course: 'c', run: '', registration: '' };
const due = MessageDue.of({
  ...{ ...of, campaign: 'spring', campaignVersion: 1, step: 'invite', dueAt: at(0).toISOString() },
  because: [{ text: 'is current', facts: [] }],
  action: { type: 'SendMessage', channel: 'email', template: 't', category: 'campaign', priority: 5 },
});
const ofMessage = { ...of, message: 'm1', rule: 'campaign-spring', campaign: 'spring', step: 'invite' };

/** More decisions about one message than any page of a search holds. */
const DEFERRALS = 3_000;
const history: readonly DomainEvent[] = [
  due,
  ...Array.from({ length: DEFERRALS }, (_, n) =>
    MessageDeferred.of({ ...ofMessage, until: at(n + 1).toISOString(), why: 'quiet hours', courtesy: 'quiet-hours' }),
  ),
  MessageSent.of({ ...ofMessage, channel: 'email', template: 't' }),
];
const found: readonly FoundEvent[] = history
  .map((event, n) => ({
    ...{ ...event, id: `${n}`, stream: 's', streamPosition: n, place: `${n}` },
    ...{ recordedAt: at(n), cause: { causation: 'c', correlation: 'c' } },
  }))
  .reverse();
const searchOver = (all: readonly FoundEvent[]): EventSearch => ({
  find: ({ types, before = 'Infinity', limit }) =>
    Promise.resolve(
      all.filter(({ type, place }) => types.includes(type) && Number(place) < Number(before)).slice(0, limit),
    ),
  existing: () => Promise.resolve(new Set()),
});

it('keeps the line of a message that was decided about thousands of times', async () => {
  const ports = { search: searchOver(found), journeys: { learners: () => Promise.resolve(['ann']) } };
  const { lines } = await readCampaignLedger(ports, 'spring', { after: '', limit: 1 });
  expect(lines).toMatchObject([{ learner: 'ann', step: 'invite', outcome: 'sent' }]);
});

it('knows what became of a message whose newest decision thousands about another hide', async () => {
  const later = found.map((one) => ({
    ...{ ...one, place: String(Number(one.place) + found.length) },
    data: { ...ofMessage, firing: 'f2', message: 'm2' },
  }));
  const outcomes = await outcomesOf(searchOver([...later, ...found]), { about: {} });
  expect(outcomes.get('f1')?.outcome).toBe('sent');
});
