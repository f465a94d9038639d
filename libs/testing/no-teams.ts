import { type TeamReports } from '@laurel/contracts';

const nobodyAsks = (): never => {
  throw new Error('no manager is told anything in this test');
};
const teamReports: TeamReports = { read: nobodyAsks, csv: nobodyAsks, stillHolds: nobodyAsks };

/** For tests in which no report of a manager is written. */
export const noTeams = { teamReports, namesOf: nobodyAsks };
