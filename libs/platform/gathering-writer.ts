import { LogBusy, type LogMessage } from '@laurel/kernel';

export interface GatheringWriter {
  /** Durable when it resolves. Throws LogBusy when too much is waiting. */
  append(topic: string, messages: readonly LogMessage[]): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

export interface WriterLimits {
  /** Most bytes that are gathered into one write; an append is never cut. */
  readonly writeBytes: number;
  /** What may wait before `append` says LogBusy. */
  readonly mostWaitingBytes: number;
}

interface Waiting {
  readonly topic: string;
  readonly messages: readonly LogMessage[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What a message costs beside its value, roughly. */
const MESSAGE_BYTES = 64;
const RETRY_AFTER_SECONDS = 1;

/**
 * The one writer of a process to its log: what comes while it writes is written together next, so the price of a commit
 * is shared by as many as are in a hurry, and order is that of the appends.
 */
export const createGatheringWriter = (
  write: (topic: string, messages: readonly LogMessage[]) => Promise<void>,
  { writeBytes, mostWaitingBytes }: WriterLimits,
): GatheringWriter => {
  const queue: Waiting[] = [];
  let waitingBytes = 0;
  let working: Promise<void> | undefined;

  const writeTogether = (together: readonly Waiting[]): Promise<{ error: unknown } | undefined> =>
    write(
      together[0]?.topic ?? '',
      together.flatMap(({ messages }) => messages),
    ).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );

  const work = async (): Promise<void> => {
    await Promise.resolve(); // whoever appends in the same breath is written together
    while (queue.length > 0) {
      const together = queue.splice(0, howManyTogether(queue, writeBytes));
      const failure = await writeTogether(together);
      waitingBytes -= sum(together);
      for (const { resolve, reject } of together) {
        if (failure) reject(failure.error);
        else resolve();
      }
    }
    working = undefined;
  };

  return {
    append: (topic, messages) => {
      if (messages.length === 0) return Promise.resolve();
      const bytes = messages.reduce((all, { value }) => all + value.length + MESSAGE_BYTES, 0);
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

const sum = (all: readonly Waiting[]): number => all.reduce((bytes, one) => bytes + one.bytes, 0);

/** The first, and those behind it of the same topic that still fit. */
const howManyTogether = (queue: readonly Waiting[], writeBytes: number): number => {
  let bytes = 0;
  const end = queue.findIndex((one, n) => {
    bytes += one.bytes;
    return n > 0 && (one.topic !== queue[0]?.topic || bytes > writeBytes);
  });
  return end === -1 ? queue.length : end;
};
