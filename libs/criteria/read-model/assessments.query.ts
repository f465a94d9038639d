import { type CriteriaColumn, type FactSql } from './warehouse.port.ts';

/** What `submittedAssessments` needs of the facts, beside the enrolment of each. */
export const ASSESSMENT_FACTS: readonly CriteriaColumn[] = ['course', 'learner', 'source', 'id', 'data'];

const KEY = 'course, learner, enrolment_run, enrolment_registration, enrolment_round';

/**
 * Per enrolment the assessments `submitted`, how many of them are `failures` (an attempt not passed, none passed) and
 * since when there is one, `failed_since` (milliseconds). `facts` are the AssessmentSubmitted with the enrolment and `at`
 * of each; the latest about an attempt is its result. A select for each step: the engine copies what an alias stands for.
 */
export const submittedAssessments = (facts: string): string => `(
  select ${KEY}, submitted, length(failed) as failures, arrayMin(one -> one.3, failed) as failed_since from (
    select ${KEY}, submitted, arrayFilter(one -> one.6 = 0 and not has(passed, one.1), latest) as failed from (
      select *, arrayMap(one -> one.1, arrayFilter(one -> one.6 = 1, latest)) as passed from (
        select ${KEY}, submitted, arrayFilter((one, next) -> one.1 != next.1 or one.2 != next.2,
          told, arraySlice(arrayPushBack(told, ('', toUInt64(0), toInt64(0), '', '', toInt8(0))), 2)) as latest
        from (
          select ${KEY}, groupUniqArray(result.assessment) as submitted, if(countIf(passed = 0) = 0, [],
            arraySort(groupArray((result.assessment, greatest(result.attempt, 1), at, toString(source), id, passed)))) as told
          from (
            select ${KEY}, at, source, id, JSONExtract(data, '${RESULT}') as result, toInt8(ifNull(result.passed, -1)) as passed
            from ${facts}
          )
          group by ${KEY}
        )
      )
    )
  )
)`;

/** Of an AssessmentSubmitted's data; the attempt is 0 where none is told. Read once. */
const RESULT = 'Tuple(assessment String, attempt UInt64, passed Nullable(Bool))';

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
