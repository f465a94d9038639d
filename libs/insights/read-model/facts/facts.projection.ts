import { type AnyDecisionEvent, type AnyLearningEvent, canonicalJson } from '@laurel/contracts';
import { hash } from 'node:crypto';
import { type Fact } from './facts.table.ts';

/** An event of either kind, read and understood. */
export interface ToldEvent {
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly occurredAt: Date;
  readonly knownAt?: Date;
  readonly event: AnyLearningEvent | AnyDecisionEvent;
}

/** Where and when the log took it. */
export interface LogPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly appendedAt: Date;
}

const HASH_BYTES = 16;

/**
 * One event, one row; the same event always makes the same row. `recordedAt` is never later than the append: what the
 * source says it knew then may only put it earlier.
 */
export const factOf = ({ source, id, subject, occurredAt, knownAt, event }: ToldEvent, place: LogPlace): Fact => {
  const data = canonicalJson(withoutPersonalData(event));
  const happened = occurredAt.getTime();
  const appended = place.appendedAt.getTime();
  const content = `${JSON.stringify([source, id, event.type, subject, happened])}${data}`;
  return {
    source,
    id,
    type: event.type,
    version: event.version,
    learner: subject,
    ...keyOf(event.data),
    occurredAt: happened,
    recordedAt: Math.min(knownAt?.getTime() ?? appended, appended),
    contentHash: Buffer.from(hashOf(content), 'binary'),
    data,
    topic: place.topic,
    partition: place.partition,
    offset: place.offset,
  };
};

/** Not a fast hash: whoever can make two contents meet could make one of them disappear. A character for each byte. */
export const hashOf = (content: string | Uint8Array): string =>
  // As a string, because a buffer of its own for each digest costs three times as much.
  hash('sha256', content, 'binary').slice(0, HASH_BYTES);

/** A comment stays in the log, where it can be erased with the person's key. */
const withoutPersonalData = (event: ToldEvent['event']): object => {
  if (event.type !== 'learning.FeedbackGiven') return event.data;
  return { ...event.data, comment: undefined };
};

const keyOf = (data: object): { course: string; run: string; registration: string } => ({
  course: textAt(data, 'course'),
  run: textAt(data, 'run'),
  registration: textAt(data, 'registration'),
});

const textAt = (data: object, key: 'course' | 'run' | 'registration'): string => {
  const value = Reflect.get(data, key);
  return typeof value === 'string' ? value : '';
};
