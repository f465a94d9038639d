import { ManagerReportFellDue, type ManagerReportSettingsView } from '@laurel/contracts';
import { dueIn, type ReportingLine, reportingLineOf } from '@laurel/insights-domain';
import { type Cause, type Clock, Conflict, type EventSearch, type EventStore } from '@laurel/kernel';
import { type Logger, startEvery } from '@laurel/platform';
import { type SettingsBook } from './settings-book.ts';
import { type BookDeps } from './team-book.ts';
import { subordinates } from './told-of-teams.query.ts';

export interface ManagerLookDeps extends BookDeps {
  readonly settingsBook: SettingsBook;
  readonly store: Pick<EventStore, 'appendMany'>;
  readonly search: Pick<EventSearch, 'existing'>;
  /** The zones that `people` keeps, by learner. */
  readonly zonesOf: (learners: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Facts that were appended and are not read yet. */
  readonly unread: () => Promise<number>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Managers whose reports are decided in one transaction. */
const AT_ONCE = 500;
/** Facts recorded by the time of a report are waited for so long. */
const PATIENCE_MS = 3_600_000;

export interface ManagerLooks {
  /** Decides what fell due since the last look; how many reports that were. Looking again, or in two processes, decides nothing twice. */
  look(): Promise<number>;
}

/** Times whose reports were all decided are not looked at again by this process. */
export const openManagerLooks = (deps: ManagerLookDeps): ManagerLooks => {
  const finished = new Set<string>();
  return {
    look: async () => {
      const kept = await deps.settingsBook.find();
      if (!kept?.settings.isOn) return 0;
      const now = deps.clock.now();
      const when = { setAt: kept.setAt, now };
      const line = await lineAt(deps, now);
      const times = new Set(
        [...(await zonesFor(deps, line, kept.settings)).values()].flatMap(
          (zone) => dueIn(zone, kept.settings, when)?.at.getTime() ?? [],
        ),
      );
      let decided = 0;
      for (const time of [...times].sort((a, b) => a - b)) {
        const name = `${time} ${kept.settings.version}`;
        if (finished.has(name) || !(await isRead(deps, time))) continue;
        decided += await decideAt(deps, { asOf: new Date(time), settings: kept.settings, when });
        finished.add(name);
      }
      return decided;
    },
  };
};

/** The looks of a process. Any number of processes may run it: each report is decided once, whoever looks. */
export const startManagerReports = (
  deps: ManagerLookDeps & { readonly everySeconds: number },
): { stop(): Promise<void> } => {
  const looks = openManagerLooks(deps);
  return startEvery({ name: 'manager reports', everyMs: deps.everySeconds * 1_000, log: deps.log }, async () => {
    const decided = await looks.look();
    if (decided > 0) deps.log.info({ decided }, 'reports of managers fell due');
  });
};

const lineAt = async ({ warehouse, limits }: BookDeps, asOf: Date): Promise<ReportingLine> =>
  reportingLineOf(await subordinates({ warehouse, limits, asOf }));

/** By manager: as `people` keeps it, as the facts tell it, else that of the settings. */
const zonesFor = async (
  { zonesOf }: Pick<ManagerLookDeps, 'zonesOf'>,
  line: ReportingLine,
  settings: ManagerReportSettingsView,
): Promise<ReadonlyMap<string, string>> => {
  const kept = await zonesOf(line.managers);
  return new Map(
    line.managers.map((one) => [one, kept.get(one) ?? told(line.find(one)?.timeZone) ?? settings.timeZone]),
  );
};

/** A zone that there is. */
const told = (zone: string | null | undefined): string | undefined => {
  if (!zone) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

/** What was recorded by then has to be read before somebody says what was known then. */
const isRead = async ({ unread, clock }: ManagerLookDeps, time: number): Promise<boolean> =>
  (await unread()) === 0 || clock.now().getTime() > time + PATIENCE_MS;

interface Deciding {
  readonly asOf: Date;
  readonly settings: ManagerReportSettingsView;
  readonly when: Parameters<typeof dueIn>[2];
}

/** Managers as of the time of the report, not of the look: whoever looks late decides the same. */
const decideAt = async (deps: ManagerLookDeps, { asOf, settings, when }: Deciding): Promise<number> => {
  const line = await lineAt(deps, asOf);
  const zones = await zonesFor(deps, line, settings);
  const due = line.managers.flatMap((manager) => {
    const occurrence = dueIn(zones.get(manager) ?? settings.timeZone, settings, when);
    if (occurrence?.at.getTime() !== asOf.getTime()) return [];
    const week = occurrence.local.slice(0, 10);
    return [
      ManagerReportFellDue.of({
        firing: `manager-report-${manager}-${week}`,
        ...{ learner: manager, week, asOf: asOf.toISOString(), settings: settings.version },
        because: `you manage ${line.directReports(manager).length} of the people who learn here`,
      }),
    ];
  });
  const cause = { causation: `due-${asOf.toISOString()}`, correlation: `manager-reports-${asOf.toISOString()}` };
  let decided = 0;
  for (let from = 0; from < due.length; from += AT_ONCE) {
    decided += await append(deps, due.slice(from, from + AT_ONCE), cause);
  }
  return decided;
};

type Due = ReturnType<typeof ManagerReportFellDue.of>;

/** Durable once: a rival, or we ourselves before we died, decided some of them. */
const append = async (deps: ManagerLookDeps, some: readonly Due[], cause: Cause): Promise<number> => {
  const streamOf = ({ data }: Due): string => `firing-${data.firing}`;
  const known = await deps.search.existing(some.map(streamOf));
  const fresh = some.filter((one) => !known.has(streamOf(one)));
  try {
    await deps.store.appendMany(
      fresh.map((one) => ({ stream: streamOf(one), expected: 0, events: [one] })),
      cause,
    );
    return fresh.length;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    deps.log.info({ stream: error.stream }, 'was decided already');
    return append(deps, some, cause);
  }
};
