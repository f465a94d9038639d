import { type BehaviourFactor, type DropoutFactorsQuestion } from '@laurel/contracts';
import {
  ENROLMENT_KEY,
  factsOfEnrolments,
  type FactColumn,
  shapeOfTheirFacts,
  toldResults,
} from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { EXIT, sinceOrigin } from '../dropout-curve/follow-up.ts';
import { type EnrolmentsQuery, KEY, knownFacts } from '../enrolments/enrolments.query.ts';

const DAY_MS = 86_400_000;
const DEFAULT_PERIOD_DAYS = 7;

/** The days between two looks at behaviour; undefined where none is among the factors. */
export const periodOf = ({ factors, behaviourEvery }: DropoutFactorsQuestion): number | undefined =>
  factors.some((one) => 'behaviour' in one) ? (behaviourEvery?.days ?? DEFAULT_PERIOD_DAYS) : undefined;

/**
 * `start` and `stop` of the periods of each followed enrolment: from its entry to the next multiple of so many days from the
 * origin, and so on to its end; `last` marks the period in which it ends. Who is not followed has one period of nothing.
 */
export const inPeriods = (followed: string, { timeUnit }: DropoutFactorsQuestion, days: number): string => {
  const step = timeUnit === 'day' ? days : days * DAY_MS;
  const lastStep = `if(exit <= ${EXIT.completion}, intDiv(toInt64(ceil(time)) - 1, ${step}), 0)`;
  return `(
SELECT *, period.1 AS start, period.2 AS stop, period.2 = time AS last FROM (
  SELECT *, arrayPushFront(arrayMap(step -> step * ${step}, range(toInt64(1) + intDiv(toInt64(entry), ${step}), ${lastStep} + 1)), toInt64(entry)) AS starts,
    arrayZip(starts, arrayPushBack(arrayPopFront(starts), toInt64(time))) AS periods
  FROM ${followed}
)
ARRAY JOIN periods AS period
)`;
};

/** SQL of what is known of a behaviour at `start`: of facts at or before it, and of none after. NULL where nothing is. */
export const behaviourText = (
  behaviour: BehaviourFactor['behaviour'],
  question: DropoutFactorsQuestion,
  parameters: Parameters,
): string => {
  const since = sinceOrigin(question, parameters);
  const days = question.timeUnit === 'day' ? 1 : DAY_MS;
  switch (behaviour) {
    case 'daysSinceLastActivity':
      return `toNullable((start - ${since('arrayLast(sign -> ' + since('sign') + ' <= start, signs)')}) / ${days})`;
    case 'shareDone':
      return `toNullable(arrayLast(told -> ${since('told.1')} <= start, shares).4)`;
    case 'firstScore':
      return `if(notEmpty(scores) AND ${since('scores[1].1')} <= start, toNullable(scores[1].5), NULL)`;
  }
};

const COLUMNS: readonly FactColumn[] = ['learner', 'course', 'source', 'id', 'type', 'occurred_at', 'data'];

/** What was told of progress and scores, beside each enrolment in order of time: (milliseconds, source, id, …). */
export const joinTold = (question: DropoutFactorsQuestion, query: EnrolmentsQuery, parameters: Parameters): string => {
  const known = knownFacts(query, parameters);
  const of = (type: string, condition: string): string =>
    factsOfEnrolments(
      COLUMNS,
      { known, where: `${known} AND type = '${type}' AND ${condition}`, bind: parameters.bind },
      shapeOfTheirFacts(query.shape),
    );
  const progress = `
SELECT ${KEY}, arraySort(groupArray((toUnixTimestamp64Milli(occurred_at), toString(source), id, JSONExtractFloat(data, 'share')))) AS shares
FROM ${of('learning.Progressed', "JSONHas(data, 'share')")} GROUP BY ${KEY}`;
  const results = toldResults(
    ENROLMENT_KEY,
    of('learning.AssessmentSubmitted', "NOT JSONExtractBool(data, 'carriedOver')"),
  );
  const scored = `SELECT ${KEY}, arraySort(groupArray(latest)) AS scores FROM (${results}) WHERE latest.4 GROUP BY ${KEY}`;
  const asked = new Set(question.factors.flatMap((one) => ('behaviour' in one ? one.behaviour : [])));
  const join = (name: string, sql: string): string => `LEFT JOIN (${sql}) AS ${name} USING (${KEY})`;
  return [
    ...(asked.has('shareDone') ? [join('progress', progress)] : []),
    ...(asked.has('firstScore') ? [join('results', scored)] : []),
  ].join('\n');
};
