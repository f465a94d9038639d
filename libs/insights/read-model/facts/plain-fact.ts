import { ByteBuilder, type PlainEvent } from '@laurel/contracts';
import { hashOf, type LogPlace } from './facts.projection.ts';
import { type FactRows } from './facts.table.ts';

const OPEN_ARRAY = 0x5b;
const COMMA = 0x2c;
const CLOSE_ARRAY = 0x5d;

/** Put together anew for each event. */
const content = new ByteBuilder();

/** Adds the row of `factOf` for an event that is plain: of its bytes, with no string in between but the hash. */
export const addPlainFact = (rows: FactRows, plain: PlainEvent, place: LogPlace): void => {
  const appended = place.appendedAt.getTime();
  const dataStart = writeContent(plain);
  rows.addPlain(plain, {
    recordedAt: Math.min(plain.knownAt ?? appended, appended),
    contentHash: hashOf(content.built()),
    content: content.bytes,
    data: { start: dataStart, end: content.length },
    place,
  });
};

/** What the hash is of, as in `factOf`; answers where in it the data begins. */
const writeContent = (plain: PlainEvent): number => {
  content.clear();
  content.byte(OPEN_ARRAY);
  for (const { start, end } of [plain.source, plain.id, plain.type, plain.subject]) {
    content.slice(plain.bytes, start - 1, end + 1); // with its quotes
    content.byte(COMMA);
  }
  content.integer(plain.occurredAt);
  content.byte(CLOSE_ARRAY);
  const dataStart = content.length;
  plain.writeData(content);
  return dataStart;
};
