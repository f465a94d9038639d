import {
  type GateAnswer,
  type TakenSuggestion,
  type TeamReport,
  type TeamReportOf,
  type TeamReports,
} from '@laurel/contracts';
import { type Clock } from '@laurel/kernel';
import { teamCsv } from './team-csv.ts';
import { type SettingsBook } from './settings-book.ts';
import { type BookDeps, openTeamBook, type TeamBook } from './team-book.ts';

export interface TeamReportsDeps extends BookDeps {
  readonly settingsBook: SettingsBook;
  readonly clock: Clock;
}

/** Managers whose reports are read together. */
export const MANAGERS_AT_ONCE = 500;
/** As many zones' reports may be written at the same time, and of each so many managers are kept. */
const MOST_BOOKS = 4;
const MOST_CHUNKS = 8;

/**
 * Reports for who mails them and for who opens their pages: many of them are asked for as of one time, so whoever asks
 * first reads those of the managers around too. What is kept for that is bounded, and lost with the process.
 */
export const openTeamReports = (deps: TeamReportsDeps): TeamReports => {
  const books = new Kept<Promise<SharedBook>>(MOST_BOOKS);
  return {
    read: async (of) => {
      const kept = await deps.settingsBook.find(of.settings);
      if (!kept) throw new Error(`there is no version ${of.settings} of the settings of manager reports`);
      const { settings } = kept;
      const book = await books.get(`${of.asOf} ${of.settings}`, async () =>
        shared(await openTeamBook(deps, new Date(of.asOf), settings)),
      );
      const report = await book.report(of.manager);
      return { report, isWanted: !report.isEmpty || settings.emptyWeeks === 'short' };
    },
    csv: teamCsv,
    stillHolds: (taken) => stillHolds(deps, taken),
  };
};

/** The report of one manager, for who asks for no other. */
export const readTeamReport = async (deps: TeamReportsDeps, of: TeamReportOf): Promise<TeamReport | undefined> => {
  const kept = await deps.settingsBook.find(of.settings);
  if (!kept) return undefined;
  const book = await openTeamBook(deps, new Date(of.asOf), kept.settings);
  return one(await book.reports([of.manager]), of.manager);
};

interface SharedBook {
  report(manager: string): Promise<TeamReport>;
}

const shared = (book: TeamBook): SharedBook => {
  const chunks = new Kept<Promise<ReadonlyMap<string, TeamReport>>>(MOST_CHUNKS);
  const { managers } = book.line;
  const places = new Map(managers.map((manager, place) => [manager, place]));
  return {
    report: async (manager) => {
      const place = places.get(manager);
      if (place === undefined) return one(await book.reports([manager]), manager);
      const from = place - (place % MANAGERS_AT_ONCE);
      const around = managers.slice(from, from + MANAGERS_AT_ONCE);
      return one(await chunks.get(String(from), () => book.reports(around)), manager);
    },
  };
};

const one = (reports: ReadonlyMap<string, TeamReport>, manager: string): TeamReport => {
  const found = reports.get(manager);
  if (!found) throw new Error(`no report was made for ${manager}`);
  return found;
};

/** The last so many that were asked for; one whose making failed is made anew. */
class Kept<T extends Promise<unknown>> {
  private readonly all = new Map<string, T>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => T): T {
    const found = this.all.get(key) ?? make();
    this.all.delete(key);
    this.all.set(key, found);
    found.catch(() => this.all.delete(key));
    for (const oldest of this.all.keys()) if (this.all.size > this.most) this.all.delete(oldest);
    return found;
  }
}

const stillHolds = async (deps: TeamReportsDeps, taken: TakenSuggestion): Promise<GateAnswer> => {
  const { manager, settings } = taken;
  const report = await readTeamReport(deps, { manager, settings, asOf: deps.clock.now().toISOString() });
  const member = report?.people.find(({ learner }) => learner === taken.learner);
  if (!member) return { is: 'pointless', why: 'the person does not report to this manager any more' };
  // Praise stays true, however long it waited.
  if (taken.kind === 'congratulate') return { is: 'go' };
  const items = taken.kind === 'remind' ? member.overdue : member.stuck;
  const holds = items.some(({ course, run }) => course === taken.course && run === taken.run);
  return holds ? { is: 'go' } : { is: 'pointless', why: `no longer true: ${taken.because[0]?.text ?? taken.kind}` };
};
