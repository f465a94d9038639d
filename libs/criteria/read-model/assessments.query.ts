import { type CriteriaColumn, type FactSql } from './warehouse.port.ts';

const KEY = 'course, learner, enrolment_run, enrolment_registration, enrolment_round';

/**
 * Per enrolment the assessments `submitted`, those that are `failures` (an attempt not passed, none passed) and since when
 * there is one, `failed_since` (milliseconds). `results` has a row for each attempt at an assessment: what was
 * told last, when (`told_at`), and whether it was `passed` or `not_passed`.
 */
export const submittedAssessments = (results: string): string => `(
  select ${KEY}, groupArray(assessment) as submitted, groupArrayIf(assessment, failed) as failures, minIf(since, failed) as failed_since
  from (
    select ${KEY}, assessment, max(passed) = 0 and max(not_passed) = 1 as failed, minIf(told_at, not_passed = 1) as since
    from ${results}
    group by ${KEY}, assessment
  )
  group by ${KEY}
)`;

/** The results for `submittedAssessments` as the facts have them. */
export const resultsOf = ({ enrolmentFacts }: FactSql, course: string): string => `(
  select ${KEY}, assessment, latest.2 as told_at, latest.1 = 'true' as passed, latest.1 = 'false' as not_passed
  from (
    select ${KEY}, JSONExtractString(data, 'assessment') as assessment,
      argMax((JSONExtractRaw(data, 'passed'), at), (at, source, id)) as latest
    from ${enrolmentFacts(COLUMNS, `type = 'learning.AssessmentSubmitted' ${course}`)}
    where enrolment_round > 0
    group by ${KEY}, assessment, greatest(JSONExtractUInt(data, 'attempt'), 1)
  )
)`;

const COLUMNS: readonly CriteriaColumn[] = ['course', 'learner', 'source', 'id', 'data'];

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

const DUE_OF = 'if(due_in_run, due_of_run, due_of_course)';
/** The id of the one that is due first, of equals the least; '' where none is. */
export const FIRST_DUE = `arraySort(due -> (due.2, due.1), ${DUE_OF})[1].1`;

/** Those of an enrolment begun at `begun` that were due by now and not submitted; what its run says wins. */
export const overdueAssessments = (begun: string): string =>
  `arrayFilter(due -> due.2 >= ${begun} and due.2 < {asOf:Int64} and not has(submitted, due.1), ${DUE_OF})`;
