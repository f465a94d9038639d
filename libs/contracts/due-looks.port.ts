import { type Changed } from './facts-written.port.ts';

/** At whom somebody still has to look because something new was told about them. */
export interface DueLooks {
  /** Durable when it resolves. */
  add(changed: readonly Changed[]): Promise<void>;
  /**
   * Takes the oldest, at most so many, and gives them to the look; they are gone when it resolved, and stay when it threw or
   * the process ended. What another process has in hand is passed over. Answers how many were taken.
   */
  take(most: number, look: (changed: readonly Changed[]) => Promise<void>): Promise<number>;
}
