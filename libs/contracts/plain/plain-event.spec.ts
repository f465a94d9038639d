import { BadEvent } from '@laurel/kernel';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../canonical-json.ts';
import { type LearningEvent, readLearningEvent } from '../learning/read-learning-event.ts';
import { ByteBuilder } from './byte-builder.ts';
import { readPlainEvent, textAt } from './plain-event.ts';

const now = new Date('2026-11-24T00:00:00Z');
const CORPUS = join(import.meta.dirname, '../../../test/corpus/events');
const corpus = readdirSync(CORPUS)
  .filter((file) => file.startsWith('learning.'))
  .map((file): Record<string, unknown> => JSON.parse(readFileSync(join(CORPUS, file), 'utf8')));

const shortly = (bytes: Uint8Array) => {
  const plain = readPlainEvent(bytes, now);
  if (!plain) return undefined;
  const data = new ByteBuilder();
  plain.writeData(data);
  const text = (name: 'source' | 'id' | 'type' | 'subject' | 'course' | 'run' | 'registration') =>
    textAt(bytes, plain[name]);
  return {
    texts: [text('source'), text('id'), text('type'), text('subject')],
    version: plain.version,
    times: [plain.occurredAt, plain.knownAt],
    places: [text('course'), text('run'), text('registration')],
    data: Buffer.from(data.built()).toString(),
  };
};

const atLength = (bytes: Uint8Array): ReturnType<typeof shortly> => {
  const { source, id, subject, occurredAt, knownAt, event }: LearningEvent = readLearningEvent(bytes, now);
  const place = (name: string) => Reflect.get(event.data, name) ?? '';
  return {
    texts: [source, id, event.type, subject],
    version: event.version,
    times: [occurredAt.getTime(), knownAt?.getTime()],
    places: [place('course'), place('run'), place('registration')],
    data: canonicalJson(event.data),
  };
};

/** The one promise: what is read the short way is read the long way too, and the same. Answers whether it was. */
const holds = (json: string | Uint8Array): boolean => {
  const bytes = Buffer.from(json);
  const short = shortly(bytes);
  if (short) expect(short).toEqual(atLength(bytes));
  return short !== undefined;
};

it.each(corpus.map((event) => [String(event['type']), event]))('reads %s of the corpus', (type, event) => {
  const isShort = holds(JSON.stringify(event));
  expect(isShort).toBe(!['learning.Voided', 'learning.FeedbackGiven'].includes(type));
});

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('', ' ', '\u2028', 'é', '😀'));
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeNat(),
  fc.integer({ min: -2000, max: 2000 }).map((n) => n / 1000),
);
const anyTime = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2040-01-01') }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-02-29T00:00:00Z',
    '2024-02-29T23:59:59.9Z',
    '2026-02-01T24:00:00Z',
    '2026-02-01T09:00:00.12Z',
    '2026-02-01T09:00:00.1234Z',
    '2026-02-01T09:00:00+01:00',
    '2026-02-01T09:00Z',
    '2026-13-01T09:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '2026-02-01t09:00:00z',
  ),
);
const anyValue = fc.oneof(anyText, anyNumber, anyTime, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));

/** One member, at any depth, changed to any value, dropped, or told under another name. */
const edited = (
  value: unknown,
  pick: number,
  edit: (object: Record<string, unknown>, key: string) => void,
): unknown => {
  const copy = structuredClone(value);
  const places: [Record<string, unknown>, string][] = [];
  const visit = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null) return;
    const object = inner as Record<string, unknown>;
    for (const key of Object.keys(object)) {
      places.push([object, key]);
      visit(object[key]);
    }
  };
  visit(copy);
  const place = places[pick % places.length];
  if (place) edit(...place);
  return copy;
};
const anyEdit = fc.oneof(
  anyValue.map((value) => (object: Record<string, unknown>, key: string) => void (object[key] = value)),
  fc.constant((object: Record<string, unknown>, key: string) => void Reflect.deleteProperty(object, key)),
  fc.tuple(anyText, anyValue).map(
    ([name, value]) =>
      (object: Record<string, unknown>) =>
        void (object[name] = value),
  ),
);
const anyEvent = fc
  .tuple(fc.constantFrom(...corpus), fc.array(fc.tuple(fc.nat(), anyEdit), { maxLength: 3 }))
  .map(([event, edits]) => edits.reduce<unknown>((all, [pick, edit]) => edited(all, pick, edit), event));
const shuffled = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fc.constant(value);
  const entries = Object.entries(value);
  return fc
    .tuple(
      fc.shuffledSubarray(entries, { minLength: entries.length }),
      fc.tuple(...entries.map(([, one]) => shuffled(one))),
    )
    .map(([order, inner]) =>
      Object.fromEntries(order.map(([key]) => [key, inner[entries.findIndex(([other]) => other === key)]])),
    );
};

it('reads any event as the parser does, whatever is changed in it and however it is written', () => {
  let short = 0;
  fc.assert(
    fc.property(anyEvent.chain(shuffled), fc.constantFrom(undefined, 1, '\t'), (event, indent) => {
      if (holds(JSON.stringify(event, null, indent))) short++;
    }),
    { numRuns: 3000 },
  );
  expect(short).toBeGreaterThan(300);
});

it('reads any bytes as the parser does: cut, doubled, broken', () => {
  const texts = corpus.map((event) => JSON.stringify(event));
  const piece = fc.oneof(
    fc.constantFrom(...'{}[]",:\\eE-+.0123456789 \n\0'),
    fc.constantFrom('"data":', '"id":"x",', 'null', '1e3', '-0', '0.50', '\\u0000', '\u00e9', '00', ',"course":"c"'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 4 }), piece, (text, at, cut, put) => {
      const from = at % text.length;
      try {
        holds(text.slice(0, from) + put + text.slice(from + cut));
      } catch (error) {
        // The long way refused what the short way took.
        if (error instanceof BadEvent) throw new Error(`taken but refused: ${error.message}`, { cause: error });
        throw error;
      }
    }),
    { numRuns: 20_000 },
  );
});

it('leaves what is not UTF-8 to the parser', () => {
  const bytes = Buffer.from(JSON.stringify({ ...corpus[0], subject: 'aéb' }));
  expect(shortly(bytes)).toBeDefined();
  bytes[bytes.indexOf(0xc3)] = 0xff;
  expect(shortly(bytes)).toBeUndefined();
});
