import { type Asker, type Condition, type CoverageQuestion } from '@laurel/contracts';
import { countedFacts, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { conditionSql, namesOf, Parameters, personText, seenBy, splitField, toldOfPerson } from '../conditions.ts';
import { type EnrolmentsQuery, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

export interface CoverageQuery {
  readonly question: CoverageQuestion;
  /** Of the course. */
  readonly enrolments: EnrolmentsQuery;
}

export interface CoverageCounts {
  readonly value: string | null;
  readonly people: string;
  readonly done: string;
  readonly valid: string;
  readonly credited: string;
}

/** People by their attribute, with what each has done of the course. */
export const coverageCounts = (
  warehouse: Warehouse,
  { question, enrolments }: CoverageQuery,
  limits: QueryLimits,
): Promise<readonly CoverageCounts[]> => {
  const parameters = new Parameters(enrolments.asOf);
  const sql = `
SELECT value, count() AS people,
  countIf(has_completion OR has_credit) AS done,
  countIf(completion_valid OR credit_valid) AS valid,
  countIf(credit_valid AND NOT completion_valid) AS credited
FROM ${coveredPeople({ question, enrolments }, parameters)}
GROUP BY value
ORDER BY value ASC NULLS LAST`;
  return warehouse.rows<CoverageCounts>(sql, parameters.all, limits);
};

/** Who should have it, each once, with the text of the attribute and with what they have of the course. */
export const coveredPeople = ({ question, enrolments }: CoverageQuery, parameters: Parameters): string => `(
SELECT people.learner AS learner, value, has_completion, completion_valid, has_credit, credit_valid
FROM ${peopleOf(question, enrolments.asker, parameters)} AS people
LEFT JOIN ${completions(question, enrolments, parameters)} AS completions ON people.learner = completions.learner
LEFT JOIN ${credits(question, parameters)} AS credits ON people.learner = credits.learner
)`;

const peopleOf = ({ by, where, among, course }: CoverageQuestion, asker: Asker, parameters: Parameters): string => {
  const names = namesOf('person', [by, ...where.map(({ field }) => field)]);
  const text = (field: string): string =>
    personText(`person_${names.indexOf(splitField(field)[1])}.told`, '{asOf:Int64}');
  const conditions = where.map((condition: Condition) => conditionSql(condition, text(condition.field), parameters));
  const base =
    among === 'described'
      ? `(SELECT learner FROM ${toldOfPerson(splitField(by)[1], parameters)})`
      : assigned(course, among === 'required', parameters);
  return `(
SELECT base.learner AS learner, ${text(by)} AS value
FROM ${base} AS base
${names.map((name, index) => `LEFT JOIN ${toldOfPerson(name, parameters)} AS person_${index} ON base.learner = person_${index}.learner`).join('\n')}
WHERE ${[seenBy(asker), ...conditions].join(' AND ')}
)`;
};

const T = 'toUnixTimestamp64Milli(occurred_at)';

/** With an assignment whose latest telling stands: none later, or at the same time, waived it or all of them. */
const assigned = (course: string, required: boolean, parameters: Parameters): string => `(
SELECT learner FROM (
  SELECT learner,
    groupUniqArrayIf((${T}, source, id, assignment, JSONExtractBool(data, 'required')), type = 'learning.Assigned') AS told,
    groupUniqArrayIf((${T}, assignment), type = 'learning.AssignmentWaived') AS waived
  FROM (
    SELECT *, JSONExtractString(data, 'assignment') AS assignment FROM ${countedFacts({
      columns: ['learner', 'type', 'source', 'id', 'occurred_at', 'data'],
      where: `type IN ('learning.Assigned', 'learning.AssignmentWaived') AND course = ${parameters.add(course, 'String')}`,
    })}
  )
  GROUP BY learner
)
WHERE arrayExists(one -> ${required ? 'one.5' : '1'}
  AND NOT arrayExists(later -> later.4 = one.4 AND (later.1, later.2, later.3) > (one.1, one.2, one.3), told)
  AND NOT arrayExists(waiver -> waiver.1 >= one.1 AND waiver.2 IN ('', one.4), waived), told)
)`;

const RESULTS = {
  any: '1',
  passed: "result IN ('pass', 'distinction')",
  distinction: "result = 'distinction'",
} as const;

const DAY_MS = 86_400_000;

const completions = (
  { result, validFor }: CoverageQuestion,
  enrolments: EnrolmentsQuery,
  parameters: Parameters,
): string => {
  const until = validFor && `last_completed + ${parameters.add(Math.round(validFor.days * DAY_MS), 'Int64')}`;
  return `(
SELECT learner, 1 AS has_completion, max(${until ? `${until} > {asOf:Int64}` : '1'}) AS completion_valid
FROM ${statesOfEnrolments(enrolments, parameters)}
WHERE state = 'completed' AND ${RESULTS[result]}
GROUP BY learner
)`;
};

const credits = ({ course }: CoverageQuestion, parameters: Parameters): string => `(
SELECT learner, 1 AS has_credit, max(NOT JSONHas(data, 'validUntil')
  OR toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(data, 'validUntil'), 3, 'UTC')) > {asOf:Int64}) AS credit_valid
FROM ${countedFacts({
  columns: ['learner', 'data'],
  where: `type = 'learning.CreditGranted' AND course = ${parameters.add(course, 'String')}`,
})}
GROUP BY learner
)`;
