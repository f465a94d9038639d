import { readLearningEvent, readPlainEvent } from '@laurel/contracts';
import { factOf } from './facts.projection.ts';
import { encodeFacts, FactRows } from './facts.table.ts';
import { addPlainFact } from './plain-fact.ts';

const now = new Date('2026-03-01T00:00:00Z');
const place = { topic: 'laurel.learning-events.v1', partition: 3, offset: 17n, appendedAt: now };
const rowOf = (bytes: Uint8Array) => {
  const plain = readPlainEvent(bytes, now);
  if (!plain) return undefined;
  const rows = new FactRows(1);
  addPlainFact(rows, plain, place);
  return Buffer.from(rows.finish());
};
const longRowOf = (bytes: Uint8Array) => Buffer.from(encodeFacts([factOf(readLearningEvent(bytes, now), place)]));

const good = {
  specversion: '1.0',
  id: 'e1',
  source: 'https://lms.example/',
  type: 'learning.AssessmentSubmitted',
  time: '2026-02-01T09:00:00.12Z',
  subject: 'Lernende-Ä1',
  recordedtime: '2026-02-02T09:00:00Z',
  data: { run: 'r', course: 'Übung', assessment: 'a', score: { raw: 0.5, max: 100 }, passed: true, attempt: 2 },
};

it.each([
  ['an assessment', good],
  ['attributes', { ...good, type: 'learning.Enrolled', data: { course: 'c', attributes: { team: 'x', level: 3.25 } } }],
  ['a refined schema', { ...good, type: 'learning.Progressed', data: { share: 0.25, registration: 'x', course: 'c' } }],
  ['data before the type', Object.fromEntries(Object.entries(good).reverse())],
  [
    'an extension and a version',
    { ...good, traceparent: 'x', dataschema: 'urn:laurel:learning.AssessmentSubmitted:1' },
  ],
])('makes the same row of %s, byte for byte', (_, event) => {
  const bytes = Buffer.from(JSON.stringify(event, null, 1));
  expect(rowOf(bytes)).toEqual(longRowOf(bytes));
});
