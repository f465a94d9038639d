import { Worker } from 'node:worker_threads';
import { type FactorsToFit, type FittedFactors, fitFactors } from './fit-factors.ts';

/** Rows times terms squared that take about 50 ms: more than that keeps intake waiting. */
const MOST_HERE = 4_000_000;

/** Of its own, the regression takes a thread away from nothing but itself: pure arithmetic, ended when the caller leaves. */
export const fitApart = (
  factors: FactorsToFit,
  work: number,
  signal: AbortSignal | undefined,
): Promise<FittedFactors> | FittedFactors => (work <= MOST_HERE ? fitFactors(factors) : inWorker(factors, signal));

/** Specs run from the source, which a thread of its own cannot read: it takes what was built. */
const BUILT = import.meta.url.endsWith('.ts') ? '../dist/dropout-factors/' : './';

export const inWorker = async (factors: FactorsToFit, signal?: AbortSignal): Promise<FittedFactors> => {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(`${BUILT}fit-factors.worker.js`, import.meta.url), {
    workerData: factors,
    transferList: factors.bytes.buffer instanceof ArrayBuffer ? [factors.bytes.buffer] : [],
  });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<FittedFactors>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(signal?.reason ?? new Error('the regression ended without a result')));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
};
