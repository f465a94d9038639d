import { z } from 'zod';
import { weekdays } from '../http/subscriptions.routes.ts';
import { timeZone } from '../http/time-zone.ts';

const days = z.int().min(1).max(3_650);

/** When managers get the report about their team, and what its words mean. Every report keeps the version it was made with. */
export const managerReportSettings = z.strictObject({
  isOn: z.boolean().default(false).describe('Nobody is mailed until somebody says so'),
  on: z.enum(weekdays).default('monday'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, such as 08:30')
    .default('08:00')
    .describe("By the clocks of the manager's own zone"),
  timeZone: timeZone.default('UTC').describe('Of managers whose zone nobody told'),
  emptyWeeks: z
    .enum(['short', 'none'])
    .default('short')
    .describe('A week in which nobody learns and nothing is open: a short mail, or none'),
  stuckAfterDays: days.default(14).describe('An open enrolment without a step forward for so long is stuck'),
  forgottenAfterDays: days
    .default(180)
    .describe('What is open without any sign, or overdue, for longer is not in the report'),
  suggestions: z.int().min(0).max(3).default(3).describe('At most so many'),
});
export type ManagerReportSettings = z.output<typeof managerReportSettings>;

export const managerReportSettingsView = managerReportSettings.extend({
  version: z.int().nonnegative().describe('0: nobody said anything, these are the defaults'),
});
export type ManagerReportSettingsView = z.output<typeof managerReportSettingsView>;
