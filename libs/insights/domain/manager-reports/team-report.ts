import { type ManagerReportSettings, type TeamFigures, type TeamMember, type TeamReport } from '@laurel/contracts';
import { suggestionsFor } from './suggestions.ts';
import { figuresOf, WEEK_MS } from './team-member.ts';

export interface Team {
  readonly manager: string;
  /** Milliseconds. */
  readonly asOf: number;
  readonly settings: Pick<ManagerReportSettings, 'stuckAfterDays' | 'suggestions'> & { readonly version: number };
  /** The direct reports, by id. */
  readonly now: readonly TeamMember[];
  /** The same people a week before, as known then. */
  readonly before: readonly TeamMember[];
  /** Who of them did not report to this manager then. */
  readonly joined: number;
  readonly teams: readonly { readonly manager: string; readonly figures: TeamFigures }[];
}

/** Nobody is in it but the direct reports of today and, as sums, who is below them. */
export const teamReportOf = ({ manager, asOf, settings, now, before, joined, teams }: Team): TeamReport => {
  const known = new Map(before.map((one) => [one.learner, one]));
  const people = now.map((one) => withNews(one, known.get(one.learner)));
  const totals = figuresOf(people);
  return {
    ...{ manager, asOf: new Date(asOf).toISOString(), since: new Date(asOf - WEEK_MS).toISOString() },
    ...{ settings: settings.version, stuckAfterDays: settings.stuckAfterDays },
    ...{ totals, before: figuresOf(before), joined },
    gotGoing: people.filter((one) => one.stuck.length === 0 && (known.get(one.learner)?.stuck.length ?? 0) > 0).length,
    ...{ people, teams: [...teams], suggestions: [...suggestionsFor(people, settings.suggestions)] },
    isEmpty: [totals, ...teams.map(({ figures }) => figures)].every(isIdle),
  };
};

const isIdle = ({ active, learning, overdue, done, certified }: TeamFigures): boolean =>
  active + learning + overdue + done + certified === 0;

/** What stood there a week before is not news. */
const withNews = (now: TeamMember, before: TeamMember | undefined): TeamMember => ({
  ...now,
  stuck: now.stuck.map((one) => ({ ...one, isNew: !before?.stuck.some((known) => isSame(known, one)) })),
  overdue: now.overdue.map((one) => ({ ...one, isNew: !before?.overdue.some((known) => isSame(known, one)) })),
});

interface Place {
  readonly course: string;
  readonly run: string;
  readonly registration: string;
}
const isSame = (one: Place, other: Place): boolean =>
  one.course === other.course && one.run === other.run && one.registration === other.registration;
