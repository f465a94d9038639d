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

/** Facts about the learner as known at `asOf`, as SQL over the table of facts. */
export const aboutLearner = ({ learner, asker }: AboutLearner, parameters: Parameters): string =>
  `${seenBy(asker)} AND learner = ${parameters.add(learner, 'String')} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}`;

/** An attempt, a round or a void: what decides whether other facts of the learner count. */
export type ContextRow = Omit<AttemptFact, 'at' | 'attempt'> & { readonly at: string; readonly attempt: string };

export const ATTEMPT_COLUMNS =
  "JSONExtractString(data, 'assessment') AS assessment, JSONExtractUInt(data, 'attempt') AS attempt";
export const DECIDING_TYPES =
  "'learning.AssessmentSubmitted', 'learning.Enrolled', 'learning.CourseCompleted', 'learning.Voided'";
/** More attempts, enrolments and completions than anybody has: a bound for what is no person. */
const MOST_CONTEXT = 20_000;

export const contextOf = (
  warehouse: Warehouse,
  about: AboutLearner,
  limits: QueryLimits,
): Promise<readonly ContextRow[]> => {
  const parameters = new Parameters(about.asOf);
  const sql = `
SELECT DISTINCT source, id, type, course, run, registration, toUnixTimestamp64Milli(occurred_at) AS at,
  lower(hex(content_hash)) AS hash, ${ATTEMPT_COLUMNS}
FROM facts WHERE ${aboutLearner(about, parameters)} AND type IN (${DECIDING_TYPES})
LIMIT ${MOST_CONTEXT}`;
  return warehouse.rows<ContextRow>(sql, parameters.all, limits);
};

export type StandingOf = (version: Version) => Pick<TimelineEntry, 'standing' | 'because'>;

/** Says of each of these versions of facts of the learner whether it counts as known at `asOf`, and if not, why. */
export const standingsOf = async (
  warehouse: Warehouse,
  { versions, context, asOf }: { versions: readonly Version[]; context: readonly ContextRow[]; asOf: Date },
  limits: QueryLimits,
): Promise<StandingOf> => {
  const facts = context.map((row): AttemptFact => ({ ...row, at: Number(row.at), attempt: Number(row.attempt) }));
  const verdictOn = await verdictsOn(warehouse, { versions: [...versions, ...facts], asOf }, limits);
  const counted = facts.filter((fact) => verdictOn(fact) === undefined);
  const superseded = await supersededOf(warehouse, counted, asOf, limits);
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

const REPEATING = `SELECT course FROM ${courseSettings(true)} WHERE repeats`;

/** Which courses repeat is asked only where it matters. */
const supersededOf = async (warehouse: Warehouse, facts: readonly AttemptFact[], asOf: Date, limits: QueryLimits) => {
  const inOneRound = supersededAttempts(facts, new Set());
  if (inOneRound.size === 0) return inOneRound;
  const rows = await warehouse.rows<{ course: string }>(REPEATING, { asOf: asOf.getTime() }, limits);
  return supersededAttempts(facts, new Set(rows.map(({ course }) => course)));
};
