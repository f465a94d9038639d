import { parentPort, workerData } from 'node:worker_threads';
import { type FactorsToFit, fitFactors } from './fit-factors.ts';

/** One regression, and the thread is over. */
const factors: FactorsToFit = workerData;
parentPort?.postMessage(fitFactors(factors));
