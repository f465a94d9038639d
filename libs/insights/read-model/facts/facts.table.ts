import { type PlainEvent, type Span } from '@laurel/contracts';
import { RowBinaryWriter } from '../row-binary.ts';

/** A row of `facts`: one version of one fact. Times are milliseconds since 1970. */
export interface Fact {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly learner: string;
  /** '' where the event states none; likewise run and registration. */
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  /** Names this version of this fact: two rows with one hash are the same fact told twice. */
  readonly contentHash: Uint8Array;
  readonly data: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/**
 * Every version of every fact, for good. The same version told again merges away some day, and the earliest telling
 * stays; until then it is there twice, and no question may mind.
 */
export const factsTable = `
CREATE TABLE IF NOT EXISTS facts (
  source LowCardinality(String),
  id String,
  type LowCardinality(String),
  version UInt16,
  learner String,
  course LowCardinality(String),
  run LowCardinality(String),
  registration String,
  occurred_at DateTime64(3, 'UTC'),
  recorded_at DateTime64(3, 'UTC'),
  content_hash FixedString(16),
  data String,
  log_topic LowCardinality(String),
  log_partition UInt32,
  log_offset UInt64,
  earliness UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(recorded_at)
) ENGINE = ReplacingMergeTree(earliness)
ORDER BY (course, run, learner, occurred_at, content_hash)`;

/** What a row has beside what its plain event says. */
export interface PlainFact {
  readonly recordedAt: number;
  /** A character for each byte. */
  readonly contentHash: string;
  /** Bytes that hold the data, and where. */
  readonly content: Uint8Array;
  readonly data: Span;
  readonly place: Pick<Fact, 'topic' | 'partition' | 'offset'>;
}
/** Which granules may hold a learner: all facts of one learner are asked for without their courses. About 0.8 bytes a fact. */
export const learnerIndex =
  'ALTER TABLE facts ADD INDEX IF NOT EXISTS of_learner learner TYPE bloom_filter(0.01) GRANULARITY 1';

/** The rows of one insert, in the order of the table's columns, written as they come: facts need not be kept for it. */
export class FactRows {
  private readonly writer: RowBinaryWriter;
  private written = 0;

  constructor(expected: number) {
    this.writer = new RowBinaryWriter(expected * 400);
  }

  get count(): number {
    return this.written;
  }

  add(fact: Fact): void {
    const { writer } = this;
    writer.string(fact.source);
    writer.string(fact.id);
    writer.string(fact.type);
    writer.uint16(fact.version);
    writer.string(fact.learner);
    writer.string(fact.course);
    writer.string(fact.run);
    writer.string(fact.registration);
    writer.milliseconds(fact.occurredAt);
    writer.milliseconds(fact.recordedAt);
    writer.raw(fact.contentHash);
    writer.string(fact.data);
    writer.string(fact.topic);
    writer.uint32(fact.partition);
    writer.uint64(fact.offset);
    this.written++;
  }

  /** The same row as `add`, of the bytes of the event. */
  addPlain(event: PlainEvent, { recordedAt, contentHash, content, data, place }: PlainFact): void {
    const { writer } = this;
    const { bytes } = event;
    writer.slice(bytes, event.source);
    writer.slice(bytes, event.id);
    writer.slice(bytes, event.type);
    writer.uint16(event.version);
    writer.slice(bytes, event.subject);
    writer.slice(bytes, event.course);
    writer.slice(bytes, event.run);
    writer.slice(bytes, event.registration);
    writer.milliseconds(event.occurredAt);
    writer.milliseconds(recordedAt);
    writer.latin1(contentHash);
    writer.slice(content, data);
    writer.string(place.topic);
    writer.uint32(place.partition);
    writer.uint64(place.offset);
    this.written++;
  }

  finish(): Uint8Array {
    return this.writer.finish();
  }
}

export const encodeFacts = (facts: readonly Fact[]): Uint8Array => {
  const rows = new FactRows(facts.length);
  for (const fact of facts) rows.add(fact);
  return rows.finish();
};
