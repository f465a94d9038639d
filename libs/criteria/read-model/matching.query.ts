import {
  type AssessmentCriterion,
  type AttributeCriterion,
  type Criterion,
  type Leaf,
  type Member,
} from '@laurel/contracts';
import { type Named, NOTHING_NAMED } from '@laurel/criteria-domain';
import { dueAssessments, FIRST_DUE, overdueAssessments, resultsOf, submittedAssessments } from './assessments.query.ts';
import { Columns } from './columns.ts';
import { comparesSql } from './comparison.sql.ts';
import { type Compiling, joinedSql, type Query, typesIn, type Where } from './compiling.ts';
import { learnersSql } from './learners.query.ts';
import { SqlParameters } from './sql-parameters.ts';
import { type FactSql } from './warehouse.port.ts';
import { WindowsSql } from './windows.sql.ts';

/** An enrolment that meets a criterion. */
export type Match = Member;

/**
 * Reader 2 of the criteria: one query that answers which enrolments meet them at a time, as known then. Where an
 * enrolment stands is said as `enrolmentOf` says it; a property test holds the two readers equal.
 */
export const matchingQuery = (
  facts: FactSql,
  criterion: Criterion,
  { where, at, named = NOTHING_NAMED }: { readonly where: Where; readonly at: Date; readonly named?: Named },
): Query => {
  const values = new SqlParameters();
  const sql = enrolmentsSql(criterion, where, { facts, values, at, named });
  return { sql, params: { ...values.values, asOf: at.getTime() } };
};

/** SQL of the enrolments that meet it: course, run, learner, registration and ordinal; all of them where nothing is to be met. */
export const enrolmentsSql = (criterion: Criterion | undefined, where: Where, compiling: Compiling): string => {
  const { facts, values } = compiling;
  const asked = new Asked(compiling);
  const condition = criterion ? joinedSql(criterion, (leaf) => asked.leaf(leaf)) : '1';
  const course = where.course === undefined ? '' : `and course = ${values.of(where.course, 'String')}`;
  const run = where.run === undefined ? '' : `and enrolment_run = ${values.of(where.run, 'String')}`;
  const { columns } = asked;
  const beside: readonly Beside[] = [
    ...(asked.assessments ? [assessments(facts, course)] : []),
    ...(columns.isAsked('course') ? [learnerCourses(compiling, columns, course)] : []),
    ...(columns.isAsked('learner') ? [people(compiling, columns)] : []),
  ];
  const tables = [
    `enrolments as (
  select course, learner, enrolment_run, enrolment_registration, enrolment_round,
    arraySort(groupUniqArrayIf((at, ${T}, toString(source), id, ${asked.enrolmentAttributes ? 'data' : "''"}), type = 'learning.Enrolled')) as stays,
    countIf(type = 'learning.CourseCompleted') > 0 as completed,
    countIf(type = 'learning.Withdrawn') > 0 as withdrawn,
    maxIf(at, type = 'learning.Withdrawn') as withdrawn_at${columns.gathered('enrolment')}
  from ${facts.enrolmentFacts(COLUMNS, `type in ${typesIn(values, STANDING, columns.types('enrolment'))} ${course}`)}
  where enrolment_round > 0 ${run}
  group by course, learner, enrolment_run, enrolment_registration, enrolment_round
)`,
    `runs as (
  select course, run as enrolment_run, argMax(${STARTS}, (occurred_at, source, id)) as starts
  from ${facts.countedFacts({ columns: [...IDENTITY, 'course', 'run'], from: 'course_descriptions', where: `run != '' ${course}` })}
  where JSONHas(data, 'startsAt') group by course, run
)`,
    ...beside.flatMap((one) => one.tables),
  ];
  return `with ${tables.join(',\n')}
select course, learner, enrolment_run as run, enrolment_registration as registration, enrolment_round as ordinal
from (select *, ${WHERE_IT_STANDS} from enrolments left join runs using (course, enrolment_run)
  ${beside.map(({ join }) => join).join('\n  ')})
where ${condition}`;
};

const T = 'toUnixTimestamp64Milli(occurred_at)';
const STARTS = "toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(data, 'startsAt'), 3, 'UTC'))";
const IDENTITY = ['source', 'id', 'occurred_at', 'data'] as const;
const COLUMNS = [...IDENTITY, 'course', 'learner', 'type', 'content_hash'] as const;
/** The facts that say where an enrolment stands. */
const STANDING = ['learning.Enrolled', 'learning.CourseCompleted', 'learning.Withdrawn'];

const WHERE_IT_STANDS = `
  stays[1] as opened,
  arrayFilter(stay -> withdrawn and stay.1 > withdrawn_at, stays) as returns,
  if(notEmpty(returns), returns[1].2, arrayMin(stay -> stay.2, stays)) as enrolled_at,
  multiIf(completed, 'completed', withdrawn and empty(returns), 'withdrawn', 'current') as state`;

/** What the leaves ask for, and each as a condition on an enrolment. */
class Asked {
  readonly columns: Columns;
  enrolmentAttributes = false;
  assessments = false;
  private readonly windows: WindowsSql;

  constructor(private readonly compiling: Compiling) {
    this.columns = new Columns(compiling.values);
    this.windows = new WindowsSql(this.columns, compiling.at);
  }

  leaf(leaf: Leaf): string {
    if ('events' in leaf) return this.windows.facts(leaf.of, leaf);
    switch (leaf.is) {
      case 'state':
        return `(state = ${this.compiling.values.of(leaf.state, 'String')})`;
      case 'elapsed':
        return this.windows.elapsed('enrolment', leaf);
      case 'attribute':
        return this.attribute(leaf);
      case 'assessment':
        this.assessments = true;
        return standingAssessments(leaf);
      case 'learner':
        return `(learner in (${learnersSql(leaf.meets, this.compiling)}))`;
    }
  }

  private attribute({ of, name, test }: AttributeCriterion): string {
    if (of === 'enrolment') this.enrolmentAttributes = true;
    const data = of === 'person' ? this.columns.person(name) : 'opened.5';
    return comparesSql(this.compiling.values, data, ['attributes', name], test);
  }
}

/** SQL: the assessments that stand so. */
const standingAssessments = ({ stands, which }: AssessmentCriterion): string => {
  const standing =
    stands === 'failed' ? 'failures' : `arrayMap(due -> due.1, ${overdueAssessments('greatest(enrolled_at, starts)')})`;
  return which === 'first' ? `has(${standing}, ${FIRST_DUE})` : `notEmpty(${standing})`;
};

/** What only some criteria ask for. */
interface Beside {
  readonly tables: readonly string[];
  readonly join: string;
}

const assessments = (facts: FactSql, course: string): Beside => ({
  tables: [
    `submissions as ${submittedAssessments(resultsOf(facts, course))}`,
    `due_of_run as ${dueAssessments(facts, 'run')}`,
    `due_of_course as ${dueAssessments(facts, 'course')}`,
  ],
  join: `left join submissions using (course, learner, enrolment_run, enrolment_registration, enrolment_round)
  left join due_of_run using (course, enrolment_run)
  left join due_of_course using (course)`,
});

const learnerCourses = ({ facts, values }: Compiling, columns: Columns, course: string): Beside => ({
  tables: [
    `learner_courses as (
  select course, learner${columns.gathered('course')}
  from ${facts.countedFacts({ columns: COLUMNS, where: `type in ${typesIn(values, columns.types('course'))} ${course}` })}
  group by course, learner
)`,
  ],
  join: 'left join learner_courses using (course, learner)',
});

const people = ({ facts, values }: Compiling, columns: Columns): Beside => ({
  tables: [
    `people as (
  select learner${columns.gathered('learner')}
  from ${facts.countedFacts({ columns: [...IDENTITY, 'learner', 'type'], where: `type in ${typesIn(values, columns.types('learner'))}` })}
  group by learner
)`,
  ],
  join: 'left join people using (learner)',
});
