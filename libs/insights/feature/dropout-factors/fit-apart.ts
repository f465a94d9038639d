import { type QueryLimits } from '@laurel/insights-read-model';
import { Refused } from '@laurel/kernel';
import { Worker } from 'node:worker_threads';
import { type FactorsToFit, type FittedFactors, fitFactors } from './fit-factors.ts';

/** Rows times terms squared that take about 50 ms: more than that keeps intake waiting. */
const MOST_HERE = 4_000_000;

/** A regression that takes long has a thread of its own: pure arithmetic, ended when the caller leaves or time is up. */
export const fitApart = (
  factors: FactorsToFit,
  work: number,
  limits: QueryLimits,
): Promise<FittedFactors> | FittedFactors => (work <= MOST_HERE ? fitFactors(factors) : inWorker(factors, limits));

/** Specs run from the source, which a thread of its own cannot read: it takes what was built. */
const BUILT = import.meta.url.endsWith('.ts') ? '../dist/dropout-factors/' : './';

export const inWorker = async (factors: FactorsToFit, { seconds, signal }: QueryLimits): Promise<FittedFactors> => {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(`${BUILT}fit-factors.worker.js`, import.meta.url), {
    workerData: factors,
    transferList: factors.bytes.buffer instanceof ArrayBuffer ? [factors.bytes.buffer] : [],
  });
  const stop = (): void => void worker.terminate();
  const timer = seconds === undefined ? undefined : setTimeout(stop, seconds * 1000);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<FittedFactors>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(signal?.aborted ? signal.reason : tookTooLong(seconds)));
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
};

const tookTooLong = (seconds: number | undefined): Refused =>
  new Refused(
    'dropout-factors.too-many-rows',
    `the regression did not end within ${seconds ?? 'some'} seconds: narrow "where", or choose fewer factors`,
  );
