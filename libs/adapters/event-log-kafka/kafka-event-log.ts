import {
  type BatchHandler,
  type ConsumeOptions,
  type Consumption,
  type EventLog,
  type LogMessage,
  type LogRecord,
  type PartitionRange,
  type TopicOptions,
} from '@laurel/kernel';
import { createGatheringWriter, type GatheringWriter, type Logger } from '@laurel/platform';
import kafkajs, { type Admin, Kafka } from 'kafkajs';
import { startConsumer } from './consume.ts';
import { kafkaLog } from './kafka-log.ts';
import { readOne } from './read-one.ts';
import { createKafkaProducer, type KafkaProducer } from './produce.ts';

export interface KafkaEventLogOptions {
  /** What may wait to be sent before `append` says LogBusy. */
  readonly mostWaitingBytes?: number;
  /** How long a group waits for the sign of life of a consumer. */
  readonly sessionTimeoutMs?: number;
}

const MOST_WAITING_BYTES = 64 * 2 ** 20;
const WRITE_BYTES = 4 * 2 ** 20;
const SESSION_TIMEOUT_MS = 15_000;
const DAY_MS = 86_400_000;
/** For the rare fact that is larger than Kafka's 1 MiB. */
const LARGEST_RECORD_BYTES = 4 * 2 ** 20;

/**
 * A group of Kafka for each topic: kafkajs shares out the topics of one member to all of them, so members of one group
 * that read different topics would leave partitions unread.
 */
const groupIdOf = (topic: string, group: string): string => `${topic}.${group}`;

/** The event log on Kafka 4. Connects when it is first used; brokers that are away are waited for, not given up. */
export const openKafkaEventLog = (
  brokers: readonly string[],
  log: Logger,
  options: KafkaEventLogOptions = {},
): EventLog => new KafkaEventLog(brokers, log, options);

class KafkaEventLog implements EventLog {
  private readonly kafka: Kafka;
  private readonly producer: KafkaProducer;
  private readonly writer: GatheringWriter;
  private readonly consumptions = new Set<Consumption>();

  constructor(
    brokers: readonly string[],
    private readonly log: Logger,
    private readonly options: KafkaEventLogOptions,
  ) {
    this.kafka = new Kafka({ clientId: 'laurel', brokers: [...brokers], logCreator: kafkaLog(log) });
    this.producer = createKafkaProducer(this.kafka);
    this.writer = createGatheringWriter(this.producer.write, {
      writeBytes: WRITE_BYTES,
      mostWaitingBytes: options.mostWaitingBytes ?? MOST_WAITING_BYTES,
    });
  }

  /** A topic that is there stays as it is; what it would lose or get wrong is told to the log. */
  async ensureTopic(topic: string, { partitions, retention }: TopicOptions): Promise<void> {
    const wanted = {
      'retention.ms': String(retention === 'forever' ? -1 : retention.days * DAY_MS),
      'message.timestamp.type': 'LogAppendTime',
    };
    const configEntries = Object.entries({ ...wanted, 'max.message.bytes': String(LARGEST_RECORD_BYTES) });
    await this.withAdmin(async (admin) => {
      const made = await admin.createTopics({
        topics: [
          { topic, numPartitions: partitions, configEntries: configEntries.map(([name, value]) => ({ name, value })) },
        ],
      });
      if (!made) await this.compare(admin, topic, wanted);
    });
  }

  append(topic: string, messages: readonly LogMessage[]): Promise<void> {
    return this.writer.append(topic, messages);
  }

  consume(topic: string, group: string, options: ConsumeOptions, handle: BatchHandler): Promise<Consumption> {
    const sessionTimeoutMs = this.options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS;
    const log = this.log.child({ topic, group });
    const groupId = groupIdOf(topic, group);
    const consumption = startConsumer({ kafka: this.kafka, log, topic, groupId, options, handle, sessionTimeoutMs });
    this.consumptions.add(consumption);
    return Promise.resolve(consumption);
  }

  lag(topic: string, group: string): Promise<number> {
    return this.withAdmin(async (admin) => {
      const [ends, [committed]] = await Promise.all([
        admin.fetchTopicOffsets(topic),
        admin.fetchOffsets({ groupId: groupIdOf(topic, group), topics: [topic] }),
      ]);
      const places = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return ends.reduce(
        (lag, { partition, low, high }) => lag + Number(high) - Math.max(Number(low), places.get(partition) ?? 0),
        0,
      );
    });
  }

  ranges(topic: string): Promise<readonly PartitionRange[]> {
    return this.withAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(topic);
      return ends
        .map(({ partition, low, high }) => ({ partition, first: BigInt(low), next: BigInt(high) }))
        .sort((a, b) => a.partition - b.partition);
    });
  }

  async read(topic: string, partition: number, offset: bigint): Promise<LogRecord | undefined> {
    const range = (await this.ranges(topic)).find((one) => one.partition === partition);
    if (!range || offset < range.first || offset >= range.next) return undefined;
    return readOne(this.kafka, { topic, partition, offset });
  }

  async check(): Promise<void> {
    await this.withAdmin((admin) => admin.describeCluster());
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    await this.writer.idle();
    await this.producer.close();
  }

  private async compare(admin: Admin, topic: string, wanted: Readonly<Record<string, string>>): Promise<void> {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(wanted) }],
    });
    for (const { configName, configValue } of resources[0]?.configEntries ?? []) {
      if (configValue === wanted[configName]) continue;
      this.log.warn({ topic }, `topic has ${configName}=${configValue}, Laurel needs ${String(wanted[configName])}`);
    }
  }

  /** Connects for each question: they are rare, and an idle connection does not survive a broker. */
  private async withAdmin<Answer>(ask: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }
}
