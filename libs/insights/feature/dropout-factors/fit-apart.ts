import { type QueryLimits } from '@laurel/insights-read-model';
import { Refused } from '@laurel/kernel';
import { Worker } from 'node:worker_threads';
import { type FactorsToFit, type FittedFactors, fitFactors } from './fit-factors.ts';

/** Rows times terms that take less than 100 ms: more than that keeps intake waiting. */
const MOST_HERE = 100_000;
/** The information matrix grows with their square. */
const MOST_TERMS_HERE = 50;

/** A regression that takes long has a thread of its own: pure arithmetic, ended when the caller leaves or time is up. */
export const fitApart = (
  factors: FactorsToFit,
  { rows, terms }: { readonly rows: number; readonly terms: number },
  limits: QueryLimits,
): Promise<FittedFactors> | FittedFactors =>
  rows * terms <= MOST_HERE && terms <= MOST_TERMS_HERE ? fitFactors(factors) : inWorker(factors, limits);

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
