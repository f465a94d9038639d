import {
  type ManagerReportSettings,
  managerReportSettings,
  ManagerReportsSet,
  type ManagerReportSettingsView,
} from '@laurel/contracts';
import { type Cause, Conflict, type EventStore, Refused } from '@laurel/kernel';

/** The settings in one version, and since when they hold; those that nobody said hold since ever. */
export interface KeptSettings {
  readonly settings: ManagerReportSettingsView;
  readonly setAt: Date;
}

export interface SettingsBook {
  /** The newest, or those of a version; undefined: there is no such version. */
  find(version?: number): Promise<KeptSettings | undefined>;
  /** Saying the same again changes nothing. */
  set(settings: ManagerReportSettings, cause: Cause): Promise<void>;
}

const STREAM = 'manager-reports';

/** What operators said, version by version; no version is ever changed. */
export const openSettings = (store: Pick<EventStore, 'read' | 'append'>): SettingsBook => {
  const find: SettingsBook['find'] = async (version) => {
    const history = await store.read(STREAM);
    const wanted = version ?? history.length;
    if (wanted === 0) return { settings: { ...managerReportSettings.parse({}), version: 0 }, setAt: new Date(0) };
    const event = history[wanted - 1];
    return event && { settings: { ...ManagerReportsSet.read(event).data, version: wanted }, setAt: event.recordedAt };
  };
  return {
    find,
    set: async (settings, cause) => {
      const history = await store.read(STREAM);
      const newest = history.at(-1);
      const fresh = ManagerReportsSet.of(settings);
      if (newest && JSON.stringify(ManagerReportsSet.read(newest).data) === JSON.stringify(fresh.data)) return;
      await store.append(STREAM, history.length, [fresh], cause).catch(orRefuse);
    },
  };
};

const orRefuse = (error: unknown): never => {
  if (error instanceof Conflict) throw new Refused('manager-reports.changed', 'somebody else changed it at that time');
  throw error;
};
