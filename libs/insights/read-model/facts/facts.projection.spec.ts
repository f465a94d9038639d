import { FeedbackGiven, RuleFired } from '@laurel/contracts';
import fc from 'fast-check';
import { factOf, type ToldEvent } from './facts.projection.ts';
import { encodeFacts } from './facts.table.ts';

const appendedAt = new Date('2026-03-01T00:00:00Z');
const place = { topic: 'laurel.learning-events.v1', partition: 3, offset: 17n, appendedAt };
const enrolled = (data: object, more: Partial<ToldEvent> = {}): ToldEvent => ({
  source: 'lms',
  id: 'e1',
  subject: 'l1',
  occurredAt: new Date('2026-02-01T09:00:00.123Z'),
  event: { type: 'learning.Enrolled', version: 1, data: { course: 'c', ...data } },
  ...more,
});

it('makes the same rows of the same events, told twice and in any order', () => {
  const events = ['a', 'b', 'c', 'd'].map((id) => enrolled({ run: id, attributes: { team: id, level: 3 } }, { id }));
  const rows = new Map(events.map((event) => [event.id, encodeFacts([factOf(event, place)])]));
  fc.assert(
    fc.property(fc.shuffledSubarray([...events, ...events]), (told) => {
      for (const event of told) expect(encodeFacts([factOf(event, place)])).toEqual(rows.get(event.id));
    }),
  );
});

it('keeps both times and the stated key', () => {
  expect(factOf(enrolled({ run: 'r', registration: 'x' }), place)).toMatchObject({
    learner: 'l1',
    course: 'c',
    run: 'r',
    registration: 'x',
    occurredAt: Date.parse('2026-02-01T09:00:00.123Z'),
    recordedAt: appendedAt.getTime(),
    offset: 17n,
  });
});

it.each([
  ['what the source knew earlier', '2026-02-01T09:00:00Z', '2026-02-01T09:00:00Z'],
  ['never later than the append', '2026-04-01T00:00:00Z', '2026-03-01T00:00:00Z'],
])('is recorded at %s', (_, knownAt, recordedAt) => {
  const fact = factOf(enrolled({}, { knownAt: new Date(knownAt) }), place);
  expect(new Date(fact.recordedAt)).toEqual(new Date(recordedAt));
});

it('gives one content one hash, however it was written, and any other content another', () => {
  const hashOf = (event: ToldEvent, at = place) => Buffer.from(factOf(event, at).contentHash).toString('hex');
  const one = hashOf(enrolled({ run: 'r', attributes: { a: 1, b: 'x' } }));
  expect(hashOf(enrolled({ attributes: { b: 'x', a: 1 }, run: 'r' }), { ...place, offset: 99n })).toBe(one);
  expect(hashOf(enrolled({ run: 'r', attributes: { a: 1, b: 'x' } }, { knownAt: new Date(0) }))).toBe(one);
  const others = [enrolled({ run: 'r' }), enrolled({ run: 'r', attributes: { a: '1', b: 'x' } })];
  const shifted = enrolled({ run: 'r', attributes: { a: 1, b: 'x' } }, { occurredAt: new Date(0) });
  expect(new Set([one, ...[...others, shifted].map((event) => hashOf(event))]).size).toBe(4);
});

it('leaves a comment behind', () => {
  const event = FeedbackGiven.of({ course: 'c', rating: 4, comment: 'my boss is a fool' });
  expect(factOf({ ...enrolled({}), event }, place).data).toBe('{"course":"c","rating":4}');
});

it('takes decisions as well', () => {
  const about = { learner: 'l1', course: 'c', run: 'r', registration: '' };
  const action = { type: 'SendMessage', template: 't', category: 'c' } as const;
  const event = RuleFired.of({
    ...about,
    firing: 'f',
    rule: 'x',
    ruleVersion: 1,
    because: [{ text: 'so', facts: [] }],
    action,
  });
  expect(factOf({ ...enrolled({}), source: 'laurel', event }, place)).toMatchObject({
    type: 'engagement.RuleFired',
    course: 'c',
    run: 'r',
  });
});

it('writes text of any length', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(text, (id) => {
      const bytes = Buffer.from(encodeFacts([factOf(enrolled({}, { id }), place)]));
      expect(bytes.includes(Buffer.from(id))).toBe(true);
    }),
  );
});
