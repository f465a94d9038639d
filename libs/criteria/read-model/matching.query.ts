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
import { enrolmentTable } from './enrolment-table.ts';
import { learnersSql } from './learners.query.ts';
import { SqlParameters } from './sql-parameters.ts';
import { type FactSql, type ShortWays, type Whom } from './warehouse.port.ts';
import { foretold, isToldByStates } from './told-by-states.ts';
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
  const byStates = facts.short !== undefined && isToldByStates(criterion);
  const asked = new Asked(compiling, byStates);
  const condition = criterion ? joinedSql(criterion, (leaf) => asked.leaf(leaf)) : '1';
  const { columns, enrolmentAttributes: withAttributes } = asked;
  const among = byStates || !facts.short ? '1' : foretoldAmong(criterion, where, compiling);
  const course = where.course === undefined ? '' : `and course = ${values.of(where.course, 'String')}`;
  const beside = besideEnrolments(asked, compiling, course);
  const tables = [
    `enrolment_stays as (${enrolmentTable(compiling, { columns, where, withAttributes, among, byStates })}
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
from (select *, ${WHERE_IT_STANDS} from enrolment_stays left join runs using (course, enrolment_run)
  ${beside.map(({ join }) => join).join('\n  ')})
where ${condition}`;
};

const besideEnrolments = ({ assessments: assessed, columns }: Asked, compiling: Compiling, course: string) => [
  ...(assessed ? [assessments(compiling, course)] : []),
  ...(columns.isAsked('course') ? [learnerCourses(compiling, columns, course)] : []),
  ...(columns.isAsked('learner') ? [people(compiling, columns)] : []),
];

/** Of whom the states tell that they may meet it. */
const foretoldAmong = (criterion: Criterion | undefined, where: Where, compiling: Compiling): string => {
  const told = criterion && foretold(criterion);
  if (!told) return '1';
  return `(course, learner) in (select course, learner from (${enrolmentsSql(told, where, compiling)}))`;
};

const STARTS = "toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(data, 'startsAt'), 3, 'UTC'))";
const IDENTITY = ['source', 'id', 'occurred_at', 'data'] as const;
const COLUMNS = [...IDENTITY, 'course', 'learner', 'type', 'content_hash'] as const;

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

  constructor(
    private readonly compiling: Compiling,
    byStates: boolean,
  ) {
    this.columns = new Columns(compiling.values, byStates);
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

const assessments = ({ facts, values }: Compiling, course: string): Beside => ({
  tables: [
    `submissions as ${submittedAssessments(facts.short ? concernedResults(facts, facts.short, { ofWhom: `1 ${course}`, bind: values.bind }) : resultsOf(facts, course))}`,
    `due_of_run as ${dueAssessments(facts, 'run')}`,
    `due_of_course as ${dueAssessments(facts, 'course')}`,
  ],
  join: `left join submissions using (course, learner, enrolment_run, enrolment_registration, enrolment_round)
  left join due_of_run using (course, enrolment_run)
  left join due_of_course using (course)`,
});

/** Whose submissions matter: of who did not pass one, and where something is due; few of all. */
const concernedResults = ({ countedFacts }: FactSql, short: ShortWays, { ofWhom, bind }: Whom): string => {
  const due = countedFacts({
    columns: ['course'],
    from: 'course_descriptions',
    where: `position(data, '"dueAt"') > 0`,
  });
  const concerned = `(learner in ${short.whoDidNotPass({ ofWhom, bind })} or course in ${due})`;
  return `(${short.results({ ofWhom: `${ofWhom} and ${concerned}`, bind })})`;
};

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
