import { type LogBatch } from '@laurel/kernel';

interface Waiting {
  readonly batch: LogBatch;
  readonly rows: Uint8Array;
  readonly resolve: (isInserted: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Resolves when the rows are durable; false when the batch was taken away before, and nothing of it was written. */
export type GatheredInsert = (batch: LogBatch, rows: Uint8Array) => Promise<boolean>;

/**
 * One insert at a time: what comes from other partitions meanwhile is inserted together next. Each insert has a price of
 * its own, whatever its size, so they grow as the engine falls behind. Bounded by the batches that are handled at once.
 */
export const gatherInserts = (insert: (rows: Uint8Array) => Promise<void>): GatheredInsert => {
  const waiting: Waiting[] = [];
  let isWorking = false;

  const insertTogether = async (all: readonly Waiting[]): Promise<void> => {
    for (const { batch, resolve } of all) if (batch.isStale()) resolve(false);
    const together = all.filter(({ batch }) => !batch.isStale());
    try {
      if (together.length > 0) await insert(Buffer.concat(together.map(({ rows }) => rows)));
      for (const { resolve } of together) resolve(true);
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  };

  const work = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) await insertTogether(waiting.splice(0));
    isWorking = false;
  };

  return (batch, rows) =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, rows, resolve, reject });
      if (!isWorking) void work();
    });
};
