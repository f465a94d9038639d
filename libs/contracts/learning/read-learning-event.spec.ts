import { BadEvent } from '@laurel/kernel';
import { MAX_EVENT_BYTES, readLearningEvent } from './read-learning-event.ts';

const now = new Date('2026-03-01T00:00:00Z');
const good = {
  specversion: '1.0',
  id: 'e1',
  source: 'https://lms.example/',
  type: 'learning.Enrolled',
  time: '2026-02-01T09:00:00Z',
  subject: 'learner-17',
  data: { course: 'consulting', run: '2026-spring', attributes: { experience: 'senior' } },
};
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const refusalOf = (value: unknown) => {
  try {
    readLearningEvent(bytes(value), now);
  } catch (error) {
    if (error instanceof BadEvent) return [error.code, error.field];
    throw error;
  }
  throw new Error('it was read');
};

it('reads a good event', () => {
  expect(readLearningEvent(bytes(good), now)).toEqual({
    source: 'https://lms.example/',
    id: 'e1',
    subject: 'learner-17',
    occurredAt: new Date('2026-02-01T09:00:00Z'),
    event: { type: 'learning.Enrolled', version: 1, data: good.data },
  });
});

it.each([
  ['cut JSON', JSON.stringify(good).slice(0, 80), ['event.json', undefined]],
  ['not an object', '[1]', ['event.json', undefined]],
  ['a number', '17', ['event.json', undefined]],
  ['no subject', { ...good, subject: undefined }, ['event.envelope', 'subject']],
  ['year 9999', { ...good, time: '9999-01-01T00:00:00Z' }, ['event.time', 'time']],
  ['before 1970', { ...good, time: '1969-12-31T23:59:59Z' }, ['event.time', 'time']],
  ['no zone', { ...good, time: '2026-02-01 09:00' }, ['event.time', 'time']],
  ['unknown type', { ...good, type: 'learning.Enroled' }, ['event.type', 'type']],
  ['newer version', { ...good, dataschema: 'urn:laurel:learning.Enrolled:2' }, ['event.version', undefined]],
  ['unreadable version', { ...good, dataschema: 'urn:laurel:learning.Enrolled' }, ['event.envelope', 'dataschema']],
  ['wrong type of a field', { ...good, data: { course: 7 } }, ['event.schema', 'data.course']],
  ['a misspelt field', { ...good, data: { course: 'c', rum: 'r' } }, ['event.schema', 'data.rum']],
  [
    'an e-mail address',
    { ...good, data: { course: 'c', attributes: { email: 'x' } } },
    ['event.schema', 'data.attributes'],
  ],
  ['NUL', { ...good, subject: 'a\0b' }, ['event.encoding', 'subject']],
  ['a lone surrogate', { ...good, data: { course: 'a\ud800' } }, ['event.encoding', 'data.course']],
  [
    'nesting without end',
    JSON.stringify({ ...good, x: 0 }).replace('"x":0', `"x":${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    ['event.json', undefined],
  ],
  ['too large', { ...good, data: { course: 'c', x: 'x'.repeat(MAX_EVENT_BYTES) } }, ['event.size', undefined]],
])('refuses %s', (_, value, refusal) => expect(refusalOf(value)).toEqual(refusal));

it('takes a pair of surrogates, escaped or not', () => {
  const event = readLearningEvent(
    bytes(JSON.stringify({ ...good, subject: '😀' }).replace('😀', '\\ud83d\\ude00')),
    now,
  );
  expect(event.subject).toBe('😀');
});
