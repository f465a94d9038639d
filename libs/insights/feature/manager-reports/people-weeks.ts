import { type ManagerReportSettings, type TeamMember } from '@laurel/contracts';
import { memberOf, type PersonWeek, type ReportingLine } from '@laurel/insights-domain';
import {
  assignmentsOf,
  certificatesOf,
  coursesNamed,
  enrolmentsOf,
  lastActivityOf,
  type Look,
} from './told-of-teams.query.ts';

/** So many people are asked about at once: what is held in memory does not grow with the company. */
const PEOPLE_AT_ONCE = 10_000;

export interface Asked {
  readonly look: Look;
  readonly line: ReportingLine;
  readonly settings: Pick<ManagerReportSettings, 'stuckAfterDays' | 'forgottenAfterDays'>;
}

/** What is to be said of each of these people, a few queries for thousands of them. */
export async function* membersOf(asked: Asked, learners: readonly string[]): AsyncGenerator<TeamMember> {
  for (let from = 0; from < learners.length; from += PEOPLE_AT_ONCE) {
    yield* await someMembers(asked, learners.slice(from, from + PEOPLE_AT_ONCE));
  }
}

const someMembers = async (
  { look, line, settings }: Asked,
  learners: readonly string[],
): Promise<readonly TeamMember[]> => {
  const [enrolments, active, assignments, certificates] = await Promise.all([
    enrolmentsOf(look, learners, settings.forgottenAfterDays),
    lastActivityOf(look, learners),
    assignmentsOf(look, learners),
    certificatesOf(look, learners),
  ]);
  const named = new Set([...enrolments, ...assignments].map(({ course }) => course));
  const courses = await coursesNamed(look, [...named].sort());
  const at = { asOf: look.asOf.getTime(), settings, courses };
  const enrolmentsOfPerson = byLearner(enrolments);
  const assignmentsOfPerson = byLearner(assignments);
  const certificatesOfPerson = byLearner(certificates);
  return learners.map((learner) => {
    const week: PersonWeek = {
      ...{ learner, role: line.find(learner)?.role ?? null, lastActive: active.get(learner) ?? null },
      enrolments: enrolmentsOfPerson.get(learner) ?? [],
      assignments: assignmentsOfPerson.get(learner) ?? [],
      certificates: certificatesOfPerson.get(learner) ?? [],
    };
    return memberOf(week, at);
  });
};

const byLearner = <T extends { readonly learner: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> => {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const known = found.get(row.learner);
    if (known) known.push(row);
    else found.set(row.learner, [row]);
  }
  return found;
};
