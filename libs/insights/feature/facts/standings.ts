import { type Asker, type FactIdentity, type TimelineEntry } from '@laurel/contracts';
import { AS_OF, courseSettings, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters, seenBy } from '../conditions.ts';
import { verdictsOn, type Version } from './standing.query.ts';
import { type AttemptFact, supersededAttempts } from './superseded.ts';

export interface AboutLearner {
  readonly learner: string;
  readonly asker: Asker;
  readonly asOf: Date;
}

/** What decides whether facts of a learner count beside themselves: attempts, rounds and voids. */
export interface LearnerContext {
  readonly facts: readonly AttemptFact[];
  readonly repeats: ReadonlySet<string>;
}

/** Facts about the learner as known at `asOf`, as SQL over the table of facts. */
export const aboutLearner = ({ learner, asker }: AboutLearner, parameters: Parameters): string =>
  `${seenBy(asker)} AND learner = ${parameters.add(learner, 'String')} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}`;

type ContextRow = Omit<AttemptFact, 'at' | 'attempt'> & { readonly at: string; readonly attempt: string };

/** More attempts, enrolments and completions than anybody has: a bound for what is no person. */
const MOST_CONTEXT = 20_000;
const REPEATING = `SELECT course FROM ${courseSettings(true)} WHERE repeats`;

export const contextOf = async (
  warehouse: Warehouse,
  about: AboutLearner,
  limits: QueryLimits,
): Promise<LearnerContext> => {
  const parameters = new Parameters(about.asOf);
  const sql = `
SELECT DISTINCT source, id, type, course, run, registration, toUnixTimestamp64Milli(occurred_at) AS at,
  lower(hex(content_hash)) AS hash, JSONExtractString(data, 'assessment') AS assessment, JSONExtractUInt(data, 'attempt') AS attempt
FROM facts WHERE ${aboutLearner(about, parameters)}
  AND type IN ('learning.AssessmentSubmitted', 'learning.Enrolled', 'learning.CourseCompleted', 'learning.Voided')
LIMIT ${MOST_CONTEXT}`;
  const [rows, repeating] = await Promise.all([
    warehouse.rows<ContextRow>(sql, parameters.all, limits),
    warehouse.rows<{ course: string }>(REPEATING, { asOf: about.asOf.getTime() }, limits),
  ]);
  return {
    facts: rows.map((row) => ({ ...row, at: Number(row.at), attempt: Number(row.attempt) })),
    repeats: new Set(repeating.map(({ course }) => course)),
  };
};

export type StandingOf = (version: Version) => Pick<TimelineEntry, 'standing' | 'because'>;

/** Says of each of these versions of facts of the learner whether it counts as known at `asOf`, and if not, why. */
export const standingsOf = async (
  warehouse: Warehouse,
  { facts, repeats }: LearnerContext,
  { versions, asOf }: { readonly versions: readonly Version[]; readonly asOf: Date },
  limits: QueryLimits,
): Promise<StandingOf> => {
  const verdictOn = await verdictsOn(warehouse, { versions: [...versions, ...facts], asOf }, limits);
  const counted = facts.filter((fact) => verdictOn(fact) === undefined);
  const superseded = supersededAttempts(counted, repeats);
  const known = new Map<string, FactIdentity>(facts.map(({ hash, source, id }) => [hash, { source, id }]));
  return (version) => {
    const verdict = verdictOn(version);
    if (verdict?.standing === 'conflict') return { standing: 'conflict', because: null };
    // Only the source of a fact can take it back.
    const unseen = { source: version.source, id: null };
    if (verdict) return { standing: 'voided', because: known.get(verdict.voidHash ?? '') ?? unseen };
    const later = superseded.get(version.hash);
    return later ? { standing: 'superseded', because: later } : { standing: 'counts', because: null };
  };
};
