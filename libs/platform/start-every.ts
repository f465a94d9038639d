import { type Logger } from './logging.ts';

export interface Every {
  readonly name: string;
  readonly everyMs: number;
  readonly log: Logger;
}

/**
 * Does something again and again, the next time so long after the last one ended. What throws is reported and done
 * again: the work must be safe to repeat.
 */
export const startEvery = ({ name, everyMs, log }: Every, work: () => Promise<void>): { stop(): Promise<void> } => {
  let stopping = false;
  let wake: () => void = () => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async (): Promise<void> => {
    while (!stopping) {
      await work().catch((error: unknown) => log.error({ error, loop: name }, 'failed, trying again'));
      if (!stopping) await pause();
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping = true;
      wake();
      await done;
    },
  };
};
