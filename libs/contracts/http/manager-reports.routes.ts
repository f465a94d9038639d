import { z } from 'zod';
import { messageOutcome } from '../decisions/communications.events.ts';
import { managerReportSettings, managerReportSettingsView } from '../manager-reports/manager-report-settings.ts';
import { teamReport } from '../manager-reports/team-report.ts';
import { json, no } from './answers.ts';
import { CSV } from './content-types.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

export const teamReportQuery = z.strictObject({
  asOf: instant.optional().describe('As known at that time; default now'),
  settings: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('By this version of the settings, as the report that fell due names it; default the newest'),
});
export type TeamReportQuery = z.output<typeof teamReportQuery>;

export const managerReportsQuery = z.strictObject({
  manager: z.string().min(1).optional(),
  week: z.iso.date().optional().describe("The day by the manager's own clocks"),
});
export type ManagerReportsQuery = z.output<typeof managerReportsQuery>;

export const managerReportList = z.object({
  reports: z
    .array(
      z.object({
        id: z.string(),
        manager: z.string(),
        week: z.iso.date(),
        asOf: instant.describe('Ask for the report as of this time, and it is the same to the digit'),
        settings: z.int().nonnegative(),
        outcome: z.enum(['due', ...messageOutcome.options]),
        why: z.string().nullable(),
        message: z.string().nullable(),
      }),
    )
    .describe('Newest first, at most 1,000'),
});
export type ManagerReportList = z.infer<typeof managerReportList>;

export const takeSuggestionBody = teamReportQuery.extend({ asOf: instant.describe('Of the report that suggests it') });
export const suggestionAnswer = z.object({
  taken: z.boolean().describe('False: it was taken before, or no longer holds'),
  why: z.string(),
});
export type SuggestionAnswer = z.infer<typeof suggestionAnswer>;

const tag = 'manager-reports';
const manager = z.object({ manager: z.string() });

export const getTeamReport = defineRoute({
  ...{ name: 'getTeamReport', method: 'get', path: '/v1/teams/{manager}/report', tag, scope: 'ask', params: manager },
  summary: "A manager's report about the own team, as known at a time",
  description:
    'Direct reports by id, teams below as sums. Who manages nobody gets a report about no people. docs/manager-reports.md',
  query: teamReportQuery,
  answers: {
    200: {
      description: 'JSON, or a row for each direct report with Accept: text/csv',
      content: { ...json(teamReport), [CSV]: z.string() },
    },
    400: no('There is no such version of the settings, or the time is none'),
  },
});

export const takeSuggestion = defineRoute({
  ...{ name: 'takeSuggestion', method: 'post', path: '/v1/teams/{manager}/report/suggestions/{number}', tag },
  scope: 'engage',
  params: manager.extend({ number: z.coerce.number().int().positive() }),
  summary: "Take up a suggestion of a manager's report, for the manager: the person is written to, if courtesy lets",
  body: json(takeSuggestionBody),
  answers: {
    200: { description: 'What came of it', content: json(suggestionAnswer) },
    404: no('That report has no such suggestion'),
  },
});

export const listManagerReports = defineRoute({
  ...{ name: 'listManagerReports', method: 'get', path: '/v1/manager-reports', tag, scope: 'engage' },
  summary: 'Which reports of managers fell due, and what became of each mail',
  query: managerReportsQuery,
  answers: { 200: { description: 'The reports', content: json(managerReportList) } },
});

export const getManagerReportSettings = defineRoute({
  ...{ name: 'getManagerReportSettings', method: 'get', path: '/v1/manager-report-settings', tag, scope: 'engage' },
  summary: 'When managers get their reports, and what the words mean',
  answers: { 200: { description: 'As they hold now', content: json(managerReportSettingsView) } },
});

export const setManagerReportSettings = defineRoute({
  ...{ name: 'setManagerReportSettings', method: 'put', path: '/v1/manager-report-settings', tag, scope: 'engage' },
  summary: 'Say it anew; what is left out is as it comes with Laurel',
  body: json(managerReportSettings),
  answers: {
    200: { description: 'As they hold from now on', content: json(managerReportSettingsView) },
    400: no('It makes no sense; the answer says which field'),
  },
});

export const managerReportsRoutes = [
  ...[getTeamReport, takeSuggestion, listManagerReports],
  ...[getManagerReportSettings, setManagerReportSettings],
] as const;
