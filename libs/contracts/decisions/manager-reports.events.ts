import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { managerReportSettings } from '../manager-reports/manager-report-settings.ts';
import { suggestionKind } from '../manager-reports/team-report.ts';
import { aboutEnrolment, reason } from './engagement.events.ts';

/** Somebody said when managers get their reports, and what the words mean; the newest counts. Stream `manager-reports`. */
export const ManagerReportsSet = defineEvent('insights.ManagerReportsSet', 1, managerReportSettings);

/**
 * The report of a manager fell due, once: stream `firing-<firing>`, the id made of the manager and the day. No figure is
 * kept: what it says is asked for when it is written, as known at `asOf`.
 */
export const ManagerReportFellDue = defineEvent(
  'insights.ManagerReportFellDue',
  1,
  z.strictObject({
    firing: z.string().min(1),
    /** The manager, who gets it. */
    learner: z.string().min(1),
    /** The day by the manager's own clocks: 2026-11-23. */
    week: z.iso.date(),
    asOf: z.iso.datetime(),
    /** Version of the settings. */
    settings: z.int().nonnegative(),
    because: z.string().min(1),
  }),
);
export type ManagerReportDue = EventOf<typeof ManagerReportFellDue>['data'];

/** A manager took up a suggestion of the report, once: stream `firing-<firing>`. The person is written to, if courtesy lets. */
export const SuggestionTaken = defineEvent(
  'communications.SuggestionTaken',
  1,
  z.strictObject({
    firing: z.string().min(1),
    manager: z.string().min(1),
    kind: suggestionKind,
    ...aboutEnrolment,
    /** As the facts called the course. */
    courseTitle: z.string(),
    because: z.array(reason).min(1),
    /** Of the report that suggested it. */
    asOf: z.iso.datetime(),
    settings: z.int().nonnegative(),
  }),
);
export type TakenSuggestion = EventOf<typeof SuggestionTaken>['data'];
