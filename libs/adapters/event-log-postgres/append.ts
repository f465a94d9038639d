import { LogBusy, type LogMessage } from '@laurel/kernel';
import { type Pool } from 'pg';
import { encodeBatches } from './record-batch.ts';

export interface Topic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
}

export interface Writer {
  append(topic: Topic, messages: readonly LogMessage[]): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly topic: Topic;
  readonly messages: readonly LogMessage[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Most bytes that are written in one go: enough to pay for the commit, small enough to be read in one piece. */
const WRITE_BYTES = 4 * 2 ** 20;
/** What a message costs beside its value, roughly. */
const MESSAGE_BYTES = 64;
const RETRY_AFTER_SECONDS = 1;

/**
 * The one writer of this process: what comes while it commits is committed together next, so the price of a commit is
 * shared by as many as are in a hurry. An append is taken as a whole or not at all.
 */
export const createWriter = (pool: Pool, mostWaitingBytes: number): Writer => {
  const queue: Waiting[] = [];
  let waitingBytes = 0;
  let working: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    await Promise.resolve(); // whoever appends in the same breath is written together
    while (queue.length > 0) {
      const together = queue.splice(0, howManyTogether(queue));
      const failure = await write(pool, together).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      waitingBytes -= together.reduce((sum, { bytes }) => sum + bytes, 0);
      for (const { resolve, reject } of together) {
        if (failure) reject(failure.error);
        else resolve();
      }
    }
    working = undefined;
  };

  return {
    append: (topic, messages) => {
      const bytes = messages.reduce((sum, { value }) => sum + value.length + MESSAGE_BYTES, 0);
      if (bytes === 0) return Promise.resolve();
      // One that is larger than all that may wait is still taken when it comes alone.
      if (waitingBytes > 0 && waitingBytes + bytes > mostWaitingBytes) {
        return Promise.reject(new LogBusy(RETRY_AFTER_SECONDS));
      }
      waitingBytes += bytes;
      return new Promise((resolve, reject) => {
        queue.push({ topic, messages, bytes, resolve, reject });
        working ??= work();
      });
    },
    idle: async () => working,
  };
};

const write = async (pool: Pool, together: readonly Waiting[]): Promise<void> => {
  const topic = together[0]?.topic;
  if (!topic) return;
  const { partitions, counts, payloads } = encodeBatches(
    together.flatMap(({ messages }) => messages),
    topic.partitions,
  );
  const values = [topic.id, partitions, counts, payloads];
  await pool.query({ name: 'laurel_log_append', text: 'select laurel_log_append($1, $2, $3, $4)', values });
};

/** The first, and those behind it of the same topic that still fit. */
const howManyTogether = (queue: readonly Waiting[]): number => {
  let bytes = 0;
  const end = queue.findIndex((one, n) => {
    bytes += one.bytes;
    return n > 0 && (one.topic.id !== queue[0]?.topic.id || bytes > WRITE_BYTES);
  });
  return end === -1 ? queue.length : end;
};
