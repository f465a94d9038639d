import { type BatchHandler, type ConsumeOptions, type Consumption, type LogRecord } from '@laurel/kernel';
import { Bell, type Logger } from '@laurel/platform';
import kafkajs, { type Consumer, type EachBatchPayload, type Kafka, type KafkaMessage } from 'kafkajs';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;
/** How long a fetch waits for the first record; what comes wakes it. */
const IDLE_MS = 500;
const BYTES_PER_RECORD = 1024;
const PARTITION_BYTES = { least: 2 ** 20, most: 8 * 2 ** 20 };
const FETCH_BYTES = 32 * 2 ** 20;
/** The group no longer knows this member, or knows it in a later generation: others have its partitions. */
const TAKEN_AWAY = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']);

export interface ConsumerDeps {
  readonly kafka: Kafka;
  readonly log: Logger;
  readonly topic: string;
  readonly groupId: string;
  readonly options: ConsumeOptions;
  readonly handle: BatchHandler;
  /** How long the group waits for a sign of life. */
  readonly sessionTimeoutMs: number;
}

export const startConsumer = (deps: ConsumerDeps): Consumption => {
  const consumption = new KafkaConsumption(deps);
  const done = consumption.run();
  return {
    stop: async () => {
      consumption.stop();
      await done;
    },
  };
};

class KafkaConsumption {
  private readonly bell = new Bell();
  private readonly failures = new Map<number, number>();
  private stopping = false;
  private crashed = false;

  constructor(private readonly deps: ConsumerDeps) {}

  stop(): void {
    this.stopping = true;
    this.bell.ring();
  }

  /** kafkajs ends a consumer for good on what it holds for final: here an outage is waited out, however long. */
  async run(): Promise<void> {
    for (let cuts = 0; !this.stopping; cuts++) {
      const consumer = this.newConsumer();
      this.crashed = false;
      try {
        await this.start(consumer);
        while (!this.stopping && !this.crashed) await this.bell.wait(LONGEST_PAUSE_MS);
      } catch (error) {
        this.deps.log.error({ error }, 'consumer did not start, connecting again');
      }
      await consumer.disconnect().catch((error: unknown) => this.deps.log.warn({ error }, 'consumer left unclean'));
      if (!this.stopping) await this.bell.wait(pauseAfter(cuts));
    }
  }

  private newConsumer(): Consumer {
    const { kafka, groupId, options, sessionTimeoutMs } = this.deps;
    const { least, most } = PARTITION_BYTES;
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: sessionTimeoutMs / 6,
      maxWaitTimeInMs: IDLE_MS,
      maxBytesPerPartition: Math.min(Math.max(options.maxRecords * BYTES_PER_RECORD, least), most),
      maxBytes: FETCH_BYTES,
      allowAutoTopicCreation: false,
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (payload.restart) return;
      this.crashed = true;
      this.bell.ring();
    });
    return consumer;
  }

  private async start(consumer: Consumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [this.deps.topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.deps.options.concurrency ?? 1,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { messages } = payload.batch;
    const { maxRecords, maxWaitMs } = this.deps.options;
    if (messages.length < maxRecords && (await stillGathering(messages, maxWaitMs))) return;
    const life = new SignOfLife(payload, this.deps.sessionTimeoutMs);
    try {
      for (let from = 0; from < messages.length && payload.isRunning() && !life.over(); from += maxRecords) {
        const part = messages.slice(from, from + maxRecords);
        if (!(await this.handled(payload, part, life))) return;
        await commit(payload, part);
      }
    } finally {
      life.end();
    }
  }

  /** False when it failed: nothing is resolved, so the same records are fetched again when the pause is over. */
  private async handled(payload: EachBatchPayload, part: KafkaMessage[], life: SignOfLife): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const records = part.map((message) => recordOf(message, { topic, partition }));
    const failures = this.failures.get(partition) ?? 0;
    try {
      await this.deps.handle({
        topic,
        partition,
        records,
        isStale: () => life.over(),
        heartbeat: () => life.show(),
      });
      this.failures.delete(partition);
      return !life.over();
    } catch (error) {
      this.deps.log.error(
        { error, topic, partition, offset: records[0]?.offset, failures },
        'batch failed, trying again',
      );
      this.failures.set(partition, failures + 1);
      setTimeout(payload.pause(), pauseAfter(failures)).unref();
      return false;
    }
  }
}

const pauseAfter = (failures: number): number => Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);

/** Lets young records wait for company; unresolved, they come again with it. */
const stillGathering = async (messages: readonly KafkaMessage[], maxWaitMs: number): Promise<boolean> => {
  const age = Date.now() - Number(messages[0]?.timestamp);
  if (!(age >= 0 && age < maxWaitMs)) return false; // old enough, or a clock that is not ours
  await new Promise((resolve) => setTimeout(resolve, maxWaitMs - age));
  return true;
};

/** Committed first: a position that moved here alone would pass over what another member gets. */
const commit = async (payload: EachBatchPayload, part: readonly KafkaMessage[]): Promise<void> => {
  const { topic, partition } = payload.batch;
  const last = part.at(-1)?.offset ?? '0';
  const offset = String(BigInt(last) + 1n);
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
  payload.resolveOffset(last);
};

export const recordOf = (message: KafkaMessage, place: { topic: string; partition: number }): LogRecord => ({
  ...place,
  offset: BigInt(message.offset),
  key: message.key?.toString() ?? '',
  value: message.value ?? new Uint8Array(),
  appendedAt: new Date(Number(message.timestamp)),
});

/** Heartbeats while a handler works, and what they say: a rebalance waits for us, a loss does not. */
class SignOfLife {
  private readonly timer: NodeJS.Timeout;
  private seenAt = Date.now();
  private takenAway = false;

  constructor(
    private readonly payload: EachBatchPayload,
    private readonly sessionTimeoutMs: number,
  ) {
    this.timer = setInterval(() => void this.show(), sessionTimeoutMs / 6);
  }

  over(): boolean {
    return this.takenAway || Date.now() - this.seenAt > this.sessionTimeoutMs;
  }

  async show(): Promise<void> {
    try {
      await this.payload.heartbeat();
      this.seenAt = Date.now();
    } catch (error) {
      if (!(error instanceof kafkajs.KafkaJSProtocolError)) return; // no answer: time will tell
      if (TAKEN_AWAY.has(error.type)) this.takenAway = true;
      else this.seenAt = Date.now();
    }
  }

  end(): void {
    clearInterval(this.timer);
  }
}
