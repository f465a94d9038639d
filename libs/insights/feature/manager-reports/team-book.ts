import { type ManagerReportSettingsView, type TeamFigures, type TeamMember, type TeamReport } from '@laurel/contracts';
import { figuresOf, type ReportingLine, reportingLineOf, teamReportOf, WEEK_MS } from '@laurel/insights-domain';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { type Asked, membersOf } from './people-weeks.ts';
import { subordinates } from './told-of-teams.query.ts';

export interface BookDeps {
  readonly warehouse: Warehouse;
  readonly limits: QueryLimits;
}

/** All teams as known at one time. */
export interface TeamBook {
  readonly line: ReportingLine;
  /** Their reports, for few queries more than the report of one. */
  reports(managers: readonly string[]): Promise<ReadonlyMap<string, TeamReport>>;
}

/**
 * Who reports to whom is read at once. Figures of people are read when somebody's report first needs them; those of people
 * below a team are kept as sums of one person each, which are small, so that nobody is asked about for every boss above.
 */
export const openTeamBook = async (
  { warehouse, limits }: BookDeps,
  asOf: Date,
  settings: ManagerReportSettingsView,
): Promise<TeamBook> => {
  const look = { warehouse, limits, asOf };
  const lookBefore = { ...look, asOf: new Date(asOf.getTime() - WEEK_MS) };
  const [told, toldBefore] = await Promise.all([subordinates(look), subordinates(lookBefore)]);
  const [line, lineBefore] = [reportingLineOf(told), reportingLineOf(toldBefore)];
  const now: Asked = { look, line, settings };
  const before: Asked = { look: lookBefore, line: lineBefore, settings };
  const sums = new Map<string, TeamFigures>();

  const reports: TeamBook['reports'] = async (managers) => {
    const named = [...new Set(managers.flatMap((one) => line.directReports(one)))].sort();
    const [members, membersBefore] = [await namedMembers(now, named), await namedMembers(before, named)];
    for (const one of members.values()) sums.set(one.learner, figuresOf([one]));
    const heads = managers.map((manager) => ({ manager, teams: teamsBelow(line, manager) }));
    const missing = new Set(heads.flatMap(({ teams }) => teams.flatMap(({ people }) => people)));
    const unknown = [...missing].filter((one) => !sums.has(one)).sort();
    for await (const one of membersOf(now, unknown)) sums.set(one.learner, figuresOf([one]));
    return new Map(
      heads.map(({ manager, teams }) => {
        const direct = line.directReports(manager);
        const report = teamReportOf({
          ...{ manager, asOf: asOf.getTime(), settings },
          now: direct.flatMap((one) => members.get(one) ?? []),
          before: direct.flatMap((one) => membersBefore.get(one) ?? []),
          joined: direct.filter((one) => lineBefore.find(one)?.manager !== manager).length,
          teams: teams.map(({ head, people }) => ({ manager: head, figures: sumOf(people, sums) })),
        });
        return [manager, report];
      }),
    );
  };
  return { line, reports };
};

const namedMembers = async (asked: Asked, named: readonly string[]): Promise<ReadonlyMap<string, TeamMember>> => {
  const members = new Map<string, TeamMember>();
  for await (const one of membersOf(asked, named)) members.set(one.learner, one);
  return members;
};

interface Below {
  readonly head: string;
  readonly people: readonly string[];
}

/** Of each direct report who manages others, everybody below but the reader. */
const teamsBelow = (line: ReportingLine, manager: string): readonly Below[] =>
  line
    .directReports(manager)
    .map((head) => ({ head, people: line.below(head, manager) }))
    .filter(({ people }) => people.length > 0);

const NOBODY: TeamFigures = { people: 0, active: 0, learning: 0, stuck: 0, overdue: 0, done: 0, certified: 0 };

const sumOf = (people: readonly string[], sums: ReadonlyMap<string, TeamFigures>): TeamFigures =>
  people.reduce((sum, one) => {
    const of = sums.get(one) ?? NOBODY;
    return {
      ...{ people: sum.people + of.people, active: sum.active + of.active, learning: sum.learning + of.learning },
      ...{ stuck: sum.stuck + of.stuck, overdue: sum.overdue + of.overdue, done: sum.done + of.done },
      certified: sum.certified + of.certified,
    };
  }, NOBODY);
