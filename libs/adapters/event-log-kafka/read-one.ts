import { type LogRecord } from '@laurel/kernel';
import { type Kafka } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { recordOf } from './consume.ts';

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** As long as a person waits. */
const GIVE_UP_MS = 20_000;
const IDLE_MS = 500;

/**
 * The record at a place that the partition holds. kafkajs reads through groups only: this one is new, has one member,
 * commits nothing, and is gone with it. Undefined where the place is a gap, as a transaction leaves one.
 */
export const readOne = async (kafka: Kafka, place: Place): Promise<LogRecord | undefined> => {
  const { topic, partition, offset } = place;
  const consumer = kafka.consumer({
    groupId: `laurel.look.${randomUUID()}`,
    maxWaitTimeInMs: IDLE_MS,
    allowAutoTopicCreation: false,
    retry: { retries: 0 },
  });
  let patience: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: false });
    return await new Promise((resolve, reject) => {
      const said = `${topic}/${partition}/${offset}`;
      patience = setTimeout(() => reject(new Error(`Kafka did not give ${said} in ${GIVE_UP_MS} ms`)), GIVE_UP_MS);
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const run = consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: ({ batch }) => {
          if (batch.partition === partition) resolve(found(batch.messages, place));
          return Promise.resolve();
        },
      });
      run.then(() => consumer.seek({ topic, partition, offset: String(offset) }), reject);
    });
  } finally {
    clearTimeout(patience);
    await consumer.disconnect();
  }
};

type Messages = Parameters<typeof recordOf>[0][];

/** Compressed batches may begin before the place that was asked for. */
const found = (messages: Messages, { topic, partition, offset }: Place): LogRecord | undefined => {
  const message = messages.find((one) => BigInt(one.offset) === offset);
  return message && recordOf(message, { topic, partition });
};
