import { type CriteriaColumn, type FactSql } from './warehouse.port.ts';

/** What `submittedAssessments` needs of the facts, beside the enrolment of each. */
export const ASSESSMENT_FACTS: readonly CriteriaColumn[] = ['course', 'learner', 'source', 'id', 'data'];

const KEY = 'course, learner, enrolment_run, enrolment_registration, enrolment_round';

/**
 * Per enrolment the assessments `submitted`, how many of them are `failures` (an attempt not passed, none passed) and
 * since when there is one, `failed_since` (milliseconds). `facts` are the AssessmentSubmitted with the enrolment and `at`
 * of each; the latest about an attempt is its result.
 */
export const submittedAssessments = (facts: string): string => `(
  select ${KEY}, groupArray(assessment) as submitted, countIf(failed) as failures, minIf(since, failed) as failed_since
  from (
    select ${KEY}, assessment, countIf(passed = 'true') = 0 and countIf(passed = 'false') > 0 as failed,
      minIf(latest.2, passed = 'false') as since
    from (
      select ${KEY}, JSONExtractString(data, 'assessment') as assessment,
        greatest(JSONExtractUInt(data, 'attempt'), 1) as attempt,
        argMax((JSONExtractRaw(data, 'passed'), at), (at, source, id)) as latest, latest.1 as passed
      from ${facts}
      group by ${KEY}, assessment, attempt
    )
    group by ${KEY}, assessment
  )
  group by ${KEY}
)`;

const DUE = "toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(one, 'dueAt'), 3, 'UTC'))";

/** What was last said to be due in each run, or in each course as a whole: (assessment, milliseconds). */
export const dueAssessments = ({ countedFacts }: FactSql, of: 'run' | 'course'): string => `(
  select course, ${of === 'run' ? 'run as enrolment_run, true as due_in_run,' : ''}
    arrayMap(one -> (JSONExtractString(one, 'id'), ${DUE}), arrayFilter(one -> JSONHas(one, 'dueAt'),
      JSONExtractArrayRaw(argMax(data, (occurred_at, source, id)), 'assessments'))) as due_of_${of}
  from ${countedFacts({
    columns: ['source', 'id', 'occurred_at', 'data', 'course', 'run'],
    from: 'course_descriptions',
    where: `run ${of === 'run' ? '!=' : '='} '' and position(data, '"assessments"') > 0`,
  })}
  where JSONHas(data, 'assessments')
  group by course${of === 'run' ? ', run' : ''}
)`;

/** Those of an enrolment begun at `begun` that were due by now and not submitted; what its run says wins. */
export const overdueAssessments = (begun: string): string =>
  `arrayFilter(due -> due.2 >= ${begun} and due.2 < {asOf:Int64} and not has(submitted, due.1), if(due_in_run, due_of_run, due_of_course))`;
