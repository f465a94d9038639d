import {
  type FunnelCriterion,
  type HasCriterion,
  learningEvents,
  type LearnerCriterion,
  type LearnerLeaf,
  type SegmentCriterion,
} from '@laurel/contracts';
import { asFacts, figureKey, segmentKey } from '@laurel/criteria-domain';
import { Columns } from './columns.ts';
import { comparesSql } from './comparison.sql.ts';
import { type Compiling, joinedSql, typesIn } from './compiling.ts';
import { listId } from './listed-people.ts';
import { enrolmentsSql } from './matching.query.ts';
import { WindowsSql } from './windows.sql.ts';

/** Their subject is a course, a fact or perhaps a team. */
const ABOUT_OTHERS: readonly string[] = ['learning.CourseDescribed', 'learning.Voided', 'learning.OutcomeObserved'];
/** Whoever is the subject of one of these is a person. */
export const ABOUT_PEOPLE: readonly string[] = learningEvents
  .map(({ type }) => type)
  .filter((type) => !ABOUT_OTHERS.includes(type));

/** Reader 2 of the criteria about people: SQL of the learners (one column) that meet it, in one pass over their facts. */
export const learnersSql = (criterion: LearnerCriterion, compiling: Compiling): string => {
  const { facts, values, at } = compiling;
  const columns = new Columns(values);
  const windows = new WindowsSql(columns, at);
  const condition = joinedSql(criterion, (leaf) => leafSql(leaf, { ...compiling, columns, windows }));
  const ofPeople = values.of([...ABOUT_PEOPLE], 'Array(String)');
  return `
select learner from (
  select learner, countIf(type in ${ofPeople}) > 0 as is_person${columns.gathered('learner')}
  from ${facts.countedFacts({ columns: COLUMNS, where: `type in ${typesIn(values, ABOUT_PEOPLE, columns.types('learner'))}` })}
  group by learner
)
where is_person and ${condition}`;
};

const COLUMNS = ['source', 'id', 'type', 'learner', 'occurred_at', 'content_hash', 'data'] as const;

interface Leaves extends Compiling {
  readonly columns: Columns;
  readonly windows: WindowsSql;
}

const leafSql = (leaf: LearnerLeaf, leaves: Leaves): string => {
  const { columns, windows, values } = leaves;
  if ('events' in leaf) return windows.facts('learner', leaf);
  switch (leaf.is) {
    case 'message':
      return windows.facts('learner', asFacts(leaf));
    case 'elapsed':
      return windows.elapsed('learner', leaf);
    case 'attribute':
      return comparesSql(values, columns.person(leaf.name), ['attributes', leaf.name], leaf.test);
    case 'has':
      return hasSql(leaf, leaves);
    case 'segment':
      return segmentSql(leaf, leaves);
    case 'funnel':
      return figureSql(leaf, leaves);
  }
};

const hasSql = ({ course, run, meets }: HasCriterion, compiling: Compiling): string =>
  `(learner in (select learner from (${enrolmentsSql(meets, { course, run }, compiling)})))`;

const segmentSql = (leaf: SegmentCriterion, compiling: Compiling): string => {
  const segment = compiling.named.segments.get(segmentKey(leaf));
  if (!segment) throw new Error(`the segment ${segmentKey(leaf)} was not loaded`);
  const { population, members } = segment;
  if (members) return amongSql(members, compiling);
  return population.about === 'learner'
    ? `(learner in (${learnersSql(population.criterion, compiling)}))`
    : hasSql({ is: 'has', ...population.where, meets: population.criterion }, compiling);
};

const figureSql = (leaf: FunnelCriterion, compiling: Compiling): string => {
  const behind = compiling.named.figures.get(figureKey(leaf));
  if (!behind) throw new Error('the people behind the figure of the funnel were not loaded');
  return amongSql(behind, compiling);
};

const amongSql = (learners: ReadonlySet<string>, { values }: Compiling): string => {
  const list = listId(learners);
  return list === undefined
    ? `(learner in (select arrayJoin(${values.of([...learners], 'Array(String)')})))`
    : `(learner in (select learner from listed_people where list = ${values.of(list, 'String')}))`;
};
