import { type GateAnswer } from '../engagement-gate.port.ts';
import { type TakenSuggestion } from '../decisions/manager-reports.events.ts';
import { type TeamReport } from './team-report.ts';

export interface TeamReportOf {
  readonly manager: string;
  readonly asOf: string;
  /** Version of the settings. */
  readonly settings: number;
}

/**
 * Figures about teams, asked anew whenever somebody looks: the same for the same `asOf`, to the digit. Insights answers,
 * communications asks. Throws on an outage.
 */
export interface TeamReports {
  /** `isWanted`: an empty one may be left out, as the settings say. */
  read(of: TeamReportOf): Promise<{ readonly report: TeamReport; readonly isWanted: boolean }>;
  /** A row for each direct report, with names as `nameOf` gives them. RFC 4180. */
  csv(report: TeamReport, nameOf: (learner: string) => string): string;
  /** Is what a manager wanted to write about still so, and does the person still report to that manager? */
  stillHolds(taken: TakenSuggestion): Promise<GateAnswer>;
}
