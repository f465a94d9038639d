import { startRelay } from '@laurel/event-store-postgres';
import { startProjection } from '@laurel/insights-feature';
import { type Role } from '@laurel/platform';
import { type Parts } from './parts/parts.ts';

interface Loop {
  stop(): Promise<void>;
}

/** What each role does beside answering requests; `http` does nothing beside. */
export const loops: Readonly<Record<Exclude<Role, 'http'>, (parts: Parts) => Promise<Loop>>> = {
  project: (parts) =>
    startProjection({
      ...parts,
      log: parts.eventLog,
      partitions: parts.settings.LAUREL_LOG_PARTITIONS,
      tellDlqTopic: parts.settings.LAUREL_EVENT_LOG === 'kafka',
    }),
  relay: (parts) =>
    startRelay({ store: parts.eventStore, log: parts.eventLog, partitions: parts.settings.LAUREL_LOG_PARTITIONS }),
};
