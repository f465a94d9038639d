import { type LogMessage } from '@laurel/kernel';
import { type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';

/** Brokers refuse a batch of more than 1 MiB by default, and kafkajs makes one batch per partition and request. */
const REQUEST_BYTES = 900_000;
/** What a record costs beside key and value, at most. */
const RECORD_BYTES = 64;
const ALL_IN_SYNC = -1;
/** About 25 s of attempts: longer than the restart of a broker, shorter than anybody waits for an answer. */
const RETRY = { initialRetryTime: 200, maxRetryTime: 4_000, retries: 9 };

export interface KafkaProducer {
  write(topic: string, messages: readonly LogMessage[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * An idempotent producer with one request on its way at a time. After a failure it is replaced: whether the broker took
 * that request is unknown, and with it the next sequence number.
 */
export const createKafkaProducer = (kafka: Kafka): KafkaProducer => {
  let current: Producer | undefined;

  const connected = async (): Promise<Producer> => {
    if (current) return current;
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: RETRY,
    });
    await producer.connect();
    current = producer;
    return producer;
  };
  const close = async (): Promise<void> => {
    const producer = current;
    current = undefined;
    await producer?.disconnect();
  };

  return {
    write: async (topic, messages) => {
      const producer = await connected();
      try {
        for (const part of inRequests(messages)) await producer.send({ topic, acks: ALL_IN_SYNC, messages: part });
      } catch (error) {
        await close().catch(() => undefined); // the broker may be gone
        throw error;
      }
    },
    close,
  };
};

function* inRequests(messages: readonly LogMessage[]): Generator<Message[]> {
  let part: Message[] = [];
  let bytes = 0;
  for (const { key, value } of messages) {
    const size = value.length + Buffer.byteLength(key) + RECORD_BYTES;
    if (part.length > 0 && bytes + size > REQUEST_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push({ key, value: Buffer.from(value.buffer, value.byteOffset, value.byteLength) });
    bytes += size;
  }
  if (part.length > 0) yield part;
}
