/** One message for the log. Messages of one key stay in order. */
export interface LogMessage {
  readonly key: string;
  readonly value: Uint8Array;
}

export interface LogRecord extends LogMessage {
  readonly topic: string;
  readonly partition: number;
  /** Grows within the partition; the same record has the same offset at every delivery. */
  readonly offset: bigint;
  /** When the log took it: never changed by redelivery or replay. */
  readonly appendedAt: Date;
}

/** Records of one partition, in order. */
export interface LogBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
  /** True when the partition was taken away: stop, write nothing more, somebody else gets these records. */
  isStale(): boolean;
  /** Tells the log that this consumer lives; call between slow steps. */
  heartbeat(): Promise<void>;
}

/** Resolving commits the batch; throwing leaves the position and delivers it again after a pause. */
export type BatchHandler = (batch: LogBatch) => Promise<void>;

export interface ConsumeOptions {
  /** Most records a batch may hold. */
  readonly maxRecords: number;
  /** How long to gather a fuller batch, in milliseconds, when fewer are waiting. */
  readonly maxWaitMs: number;
  /** How many batches, each of another partition, may be handled at the same time; 1 if not told. */
  readonly concurrency?: number;
}

export interface Consumption {
  /** Resolves when the batch in hand is finished and committed. */
  stop(): Promise<void>;
}

/** The log cannot keep up: try again after the given time. Nothing of the append was taken. */
export class LogBusy extends Error {
  override readonly name = 'LogBusy';
  constructor(readonly retryAfterSeconds: number) {
    super(`the event log cannot keep up, try again in ${retryAfterSeconds} s`);
  }
}

export interface TopicOptions {
  readonly partitions: number;
  /** `forever` for facts and decisions. */
  readonly retention: 'forever' | { readonly days: number };
}

/** What a partition holds: the offsets from `first` up to, and not with, `next`. */
export interface PartitionRange {
  readonly partition: number;
  readonly first: bigint;
  readonly next: bigint;
}

/**
 * The durable road of facts. Order is kept per key; delivery to a group is at least once; several consumers of a group
 * share the partitions. An append that rejected may still be found in the log: facts carry their identity for that.
 */
export interface EventLog {
  /** Makes the topic if it is missing; never shrinks one. */
  ensureTopic(topic: string, options: TopicOptions): Promise<void>;
  /** Durable when it resolves. Throws LogBusy when too much is waiting. */
  append(topic: string, messages: readonly LogMessage[]): Promise<void>;
  /** A group that is new starts at the beginning. */
  consume(topic: string, group: string, options: ConsumeOptions, handle: BatchHandler): Promise<Consumption>;
  /** Records appended and not yet committed by the group, over all partitions. */
  lag(topic: string, group: string): Promise<number>;
  /** What each partition holds now. */
  ranges(topic: string): Promise<readonly PartitionRange[]>;
  /** One record, for people who look at it: undefined where the log has none there. Not for roads, as it may take seconds. */
  read(topic: string, partition: number, offset: bigint): Promise<LogRecord | undefined>;
  /** Throws when the log cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}
