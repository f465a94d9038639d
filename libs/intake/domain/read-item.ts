import { MAX_EVENT_BYTES, type NewDeadLetter, readLearningEvent, readPlainEvent, textAt } from '@laurel/contracts';
import { BadEvent, type LogMessage } from '@laurel/kernel';

/** Under which circumstances an item is told: now, and what the key may say. */
export interface Telling {
  readonly now: Date;
  /** The key may say when history was known (`recordedtime`). */
  readonly mayBackfill: boolean;
}

/** What of an item the answer names, beside the message that the log gets. */
export interface ReadItem {
  readonly source: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly message: LogMessage;
}

/** Item -> message for the log: the very bytes that were told, under the learner's key. Throws BadEvent. */
export const readItem = (bytes: Uint8Array, telling: Telling): ReadItem => {
  const { source, id, subject, occurredAt, knownAt } = readLearningEvent(bytes, telling.now);
  refuseBackfill(knownAt, telling);
  return { source, id, occurredAt: occurredAt.getTime(), message: { key: subject, value: bytes } };
};

/** The same without the id, several times as fast where the event is plain. */
export const readQuickly = (bytes: Uint8Array, telling: Telling): Omit<ReadItem, 'id'> => {
  const plain = readPlainEvent(bytes, telling.now);
  if (!plain) {
    const { source, occurredAt, message } = readItem(bytes, telling);
    return { source, occurredAt, message };
  }
  refuseBackfill(plain.knownAt, telling);
  const { occurredAt, subject } = plain;
  return { source: textAt(bytes, plain.source), occurredAt, message: { key: textAt(bytes, subject), value: bytes } };
};

const refuseBackfill = (knownAt: unknown, { mayBackfill }: Telling): void => {
  if (knownAt === undefined || mayBackfill) return;
  throw new BadEvent('event.scope', 'recordedtime needs a key with the scope "backfill"', 'recordedtime');
};

const lenient = new TextDecoder('utf-8');
const MAX_NAME = 512;

/** Keeps a refused item with what can still be read of it, so that people can find it. */
export const letterOf = (original: Uint8Array, bad: BadEvent, entrance: NewDeadLetter['entrance']): NewDeadLetter => {
  const told = objectOf(original);
  return {
    entrance,
    code: bad.code,
    reason: bad.reason,
    original,
    field: bad.field?.slice(0, MAX_NAME),
    source: nameIn(told, 'source'),
    eventId: nameIn(told, 'id'),
    subject: nameIn(told, 'subject'),
  };
};

/** Whether the bytes are JSON at all, whatever they say. */
export const isJson = (bytes: Uint8Array): boolean => jsonOf(bytes) !== undefined;

const jsonOf = (bytes: Uint8Array): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(lenient.decode(bytes)) };
  } catch {
    return undefined;
  }
};

const objectOf = (bytes: Uint8Array): object => {
  // What is larger than any event is kept, but not read for its names.
  const value = bytes.byteLength > 4 * MAX_EVENT_BYTES ? undefined : jsonOf(bytes)?.value;
  return typeof value === 'object' && value !== null ? value : {};
};

const nameIn = (told: object, key: string): string | undefined => {
  const name: unknown = Object.getOwnPropertyDescriptor(told, key)?.value;
  return typeof name === 'string' && name !== '' ? name.slice(0, MAX_NAME) : undefined;
};
