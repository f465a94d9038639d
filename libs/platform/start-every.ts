import { Bell } from './bell.ts';
import { type Logger } from './logging.ts';

export interface Every {
  readonly name: string;
  readonly everyMs: number;
  readonly log: Logger;
}

/**
 * Does something again and again, the next time so long after the last one ended. What throws is reported and done
 * again: the work must be safe to repeat. `stop` resolves when the work in hand has ended.
 */
export const startEvery = ({ name, everyMs, log }: Every, work: () => Promise<void>): { stop(): Promise<void> } => {
  const bell = new Bell();
  let stopping = false;
  const loop = async (): Promise<void> => {
    while (!stopping) {
      await work().catch((error: unknown) => log.error({ error, loop: name }, 'failed, trying again'));
      if (!stopping) await bell.wait(everyMs);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping = true;
      bell.ring();
      await done;
    },
  };
};
