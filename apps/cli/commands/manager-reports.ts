import {
  CSV,
  getManagerReportSettings,
  getTeamReport,
  listManagerReports,
  managerReportList,
  managerReportSettingsView,
  setManagerReportSettings,
  suggestionAnswer,
  takeSuggestion,
  type TeamFigures,
  type TeamReport,
  teamReport,
} from '@laurel/contracts';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';
import { questionFrom } from './operation.ts';

export interface TeamReportWanted {
  readonly manager: string;
  readonly asOf?: string;
  readonly settings?: string;
  readonly csv: boolean;
}

/** A manager's report about the own team. */
export const showTeamReport = async (
  { manager, asOf, settings, csv }: TeamReportWanted,
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { manager }, query: { asOf, settings } };
  if (csv) {
    const answer = await request(access, getTeamReport, { ...call, headers: { accept: CSV } });
    output.answer(undefined, (await answer.text()).trimEnd());
    return DONE;
  }
  const report = await ask(access, getTeamReport, teamReport, call);
  output.answer(report, inWords(report));
  return DONE;
};

const inWords = (report: TeamReport): string => {
  const { totals, before, people, teams, suggestions } = report;
  const figures: readonly (readonly [string, keyof TeamFigures])[] = [
    ...[['people', 'people'] as const, ['active', 'active'] as const, ['with a course open', 'learning'] as const],
    ...[['stuck', 'stuck'] as const, ['overdue', 'overdue'] as const, ['completions', 'done'] as const],
  ];
  return [
    `${report.manager}, as known at ${report.asOf} (settings version ${report.settings})`,
    table(
      ['', 'now', 'a week before'],
      figures.map(([word, key]) => [word, totals[key], before[key]]),
    ),
    table(
      ['reports', 'active', 'open', 'stuck', 'overdue', 'done this week'],
      people.map((one) => [
        ...[one.learner, one.isActive ? 'yes' : 'no', one.open],
        one.stuck.map(({ title, where, days }) => `${title}: ${where}, ${days} days`).join('; '),
        one.overdue.map(({ title, since }) => `${title}: due ${since.slice(0, 10)}`).join('; '),
        one.done.map(({ title }) => title).join('; '),
      ]),
    ),
    ...(teams.length === 0
      ? []
      : [
          table(
            ['teams below', 'people', 'active', 'stuck', 'overdue', 'done'],
            teams.map(({ manager: head, figures: of }) => [head, of.people, of.active, of.stuck, of.overdue, of.done]),
          ),
        ]),
    ...suggestions.map(({ number, kind, learner, because }) => `suggestion ${number}: ${kind} ${learner}: ${because}`),
  ].join('\n\n');
};

/** Takes up a suggestion of the report as of a time, for the manager. */
export const takeSuggestionOf = async (
  what: { readonly manager: string; readonly number: string; readonly asOf: string; readonly settings?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { manager, number, asOf, settings } = what;
  const json = { asOf, ...(settings === undefined ? {} : { settings: Number(settings) }) };
  const answer = await ask(access, takeSuggestion, suggestionAnswer, { params: { manager, number }, json });
  output.answer(answer, answer.why);
  return DONE;
};

/** Which reports fell due, and what became of each. */
export const showManagerReports = async (
  filter: { readonly manager?: string; readonly week?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { reports } = await ask(access, listManagerReports, managerReportList, { query: { ...filter } });
  const rows = reports.map((one) => [one.week, one.manager, one.asOf, one.settings, one.outcome, one.why]);
  output.answer(reports, table(['week', 'manager', 'as of', 'settings', 'outcome', 'why'], rows));
  return DONE;
};

/** When managers get their reports, and what the words mean. */
export const showManagerReportSettings = async (access: Access, output: Output): Promise<ExitCode> => {
  const settings = await ask(access, getManagerReportSettings, managerReportSettingsView);
  output.answer(settings, JSON.stringify(settings, null, 2));
  return DONE;
};

/** From a file, or from standard input with `-`. */
export const changeManagerReportSettings = async (file: string, access: Access, output: Output): Promise<ExitCode> => {
  const json = await questionFrom(file);
  const settings = await ask(access, setManagerReportSettings, managerReportSettingsView, { json });
  output.answer(settings, JSON.stringify(settings, null, 2));
  return DONE;
};
