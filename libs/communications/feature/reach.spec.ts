import {
  AddressSuppressed,
  ConsentWithdrawn,
  ContactClaimed,
  ContactMade,
  EVERY_CATEGORY,
  type Unreachable,
} from '@laurel/contracts';
import { SHIPPED_CATEGORIES, unknownCategory } from '@laurel/communications-domain';
import { type DomainEvent, type RecordedEvent } from '@laurel/kernel';
import { reachOf } from './reach.ts';

const at = new Date('2026-03-02T12:00:00Z');
const recorded = (stream: string, events: readonly DomainEvent[]): readonly RecordedEvent[] =>
  events.map((event, streamPosition) => ({
    ...event,
    ...{ id: `${stream}-${streamPosition}`, stream, streamPosition, recordedAt: at },
    cause: { causation: 'test', correlation: 'test' },
  }));
const made = (learner: string, message: string, daysAgo: number) =>
  ContactMade.of({ learner, message, at: new Date(at.getTime() - daysAgo * 86_400_000).toISOString() });
const left = (learner: string, category: string) => ConsentWithdrawn.of({ learner, category, by: 'person' });
const of = { message: 'm9', priority: 7 };

const streams: Readonly<Record<string, readonly DomainEvent[]>> = {
  'contact-left': [left('left', 'campaign')],
  'contact-left-all': [left('left-all', EVERY_CATEGORY)],
  'contact-left-other': [left('left-other', 'report')],
  'contact-capped': [made('capped', 'm1', 1), made('capped', 'm2', 6)],
  'contact-long-ago': [made('long-ago', 'm1', 1), made('long-ago', 'm2', 8)],
  'contact-claimed': [made('claimed', 'm1', 1), ContactClaimed.of({ learner: 'claimed', firm: false, ...of })],
  'address-digest-of-bounced': [
    AddressSuppressed.of({ address: 'digest-of-bounced', learner: 'bounced', because: 'hard-bounce', status: '5.1.1' }),
  ],
};
const reach = (category: string, priority: number) => {
  const learners = [
    ...Object.keys(streams).map((name) => name.replace(/^(contact|address-digest-of)-/, '')),
    'unknown',
  ];
  const ask = reachOf({
    store: {
      readMany: (names) =>
        Promise.resolve(
          new Map(names.flatMap((name) => (streams[name] ? [[name, recorded(name, streams[name])]] : []))),
        ),
    },
    categories: {
      find: (id) => Promise.resolve(SHIPPED_CATEGORIES.find((one) => one.id === id) ?? unknownCategory(id)),
      list: () => Promise.resolve(SHIPPED_CATEGORIES),
    },
    manners: { quietHours: { from: 0, to: 23 }, workingDays: new Set(), cap: { messages: 2, days: 7 } },
    digestOf: (address) => `digest-of-${address}`,
    emailsOf: (all) => Promise.resolve(new Map(all.filter((one) => one !== 'unknown').map((one) => [one, one]))),
  });
  return ask(learners, { category, channel: 'email', priority }, at);
};

it('says whom a message would not reach, and why; a night or a Sunday is no reason', async () => {
  const expected: readonly [string, Unreachable][] = [
    ['left', 'opted-out'],
    ['left-all', 'opted-out'],
    ['capped', 'capped'],
    ['claimed', 'capped'],
    ['bounced', 'suppressed'],
    ['unknown', 'no-address'],
  ];
  expect([...(await reach('campaign', 5))]).toEqual(expected);
  expect([...(await reach('campaign', 8))]).toEqual(expected.filter(([learner]) => learner !== 'claimed'));
});

it('reaches everybody who has an address with what nobody can leave', async () => {
  expect([...(await reach('certificate', 5))].map(([learner]) => learner)).toEqual(['bounced', 'unknown']);
});
