import { type Criterion, type Leaf } from '@laurel/contracts';
import { type Enrolment, enrolmentsKnownAt, type FactOverTime, leavesOf, stopsClocks } from '@laurel/criteria-domain';
import { type CriteriaReader } from './criteria-reader.ts';
import { groupsOf, kindsOf } from './histories.ts';
import { toldData } from './told-data.ts';
import { type CriteriaColumn, type CriteriaWarehouse } from './warehouse.port.ts';

/** SQL that insights owns (see its `factsAtAGlance`). */
export type FactsAtAGlance = (
  columns: readonly CriteriaColumn[],
  where: string,
  from?: 'facts' | 'course_descriptions',
) => string;

export interface FewLearners {
  readonly learners: readonly { readonly course: string; readonly learner: string }[];
}

/**
 * As `CriteriaReader.enrolments`, for few learners and in a few milliseconds however many facts there are: one plain query,
 * as the plan of the other takes longer than its work. Where a fact is doubted, or the person as a whole is asked about, the other answers.
 */
export type EnrolmentsOfFew = (criterion: Criterion, of: FewLearners, at: Date) => Promise<readonly Enrolment[]>;

export const enrolmentsOfFew =
  (warehouse: CriteriaWarehouse, glance: FactsAtAGlance, reader: CriteriaReader): EnrolmentsOfFew =>
  async (criterion, { learners: of }, at) => {
    if (asksWholePerson(criterion)) return reader.enrolments(criterion, { learners: of }, at);
    const rows = await warehouse.rows<Row>(query(glance, asksPeople(criterion)), {
      courses: of.map(({ course }) => course),
      learners: of.map(({ learner }) => learner),
      asOf: at.getTime(),
      ...kindsOf([criterion]),
    });
    if (rows.some(({ doubted }) => doubted)) return reader.enrolments(criterion, { learners: of }, at);
    const [people, facts] = parted(rows, ({ type }) => type === 'learning.PersonDescribed');
    const [descriptions, own] = parted(facts, ({ type }) => type === 'learning.CourseDescribed');
    const descriptionsOf = groupsOf(descriptions, ({ course }) => course);
    const peopleOf = groupsOf(people, ({ learner }) => learner);
    const ownOf = groupsOf(own, ({ course, learner }) => JSON.stringify([course, learner]));
    return of.flatMap(({ course, learner }) =>
      enrolmentsKnownAt(
        {
          ...{ course, learner },
          facts: factsIn(ownOf.get(JSON.stringify([course, learner]))),
          courseDescriptions: factsIn(descriptionsOf.get(course)),
          personDescriptions: factsIn(peopleOf.get(learner)),
        },
        at.getTime(),
      ),
    );
  };

const asksPeople = (criterion: Criterion): boolean =>
  stopsClocks([criterion]) || leavesOf<Leaf>(criterion).some((leaf) => leaf.is === 'attribute' && leaf.of === 'person');

/** All of a person's facts, wherever they are. */
const asksWholePerson = (criterion: Criterion): boolean => leavesOf<Leaf>(criterion).some(({ is }) => is === 'learner');

const COLUMNS = ['source', 'id', 'type', 'learner', 'course', 'run', 'registration', 'occurred_at', 'data'] as const;

const query = (glance: FactsAtAGlance, people: boolean): string => {
  const select = (type: string, registration: string, learner: string) =>
    `select source, id, ${type}, ${learner}, course, run, ${registration}, toUnixTimestamp64Milli(occurred_at) as t, doubted,
      if(type in {withData:Array(String)}, data, '{}') as data`;
  const facts = select('type', 'registration', 'learner');
  const own =
    'course in {courses:Array(String)} and learner in {learners:Array(String)} and type in {about:Array(String)}';
  const described = select("'learning.CourseDescribed' as type", "'' as registration", "'' as learner");
  const ofCourse = ['source', 'id', 'course', 'run', 'occurred_at', 'data'] as const;
  const asked = [
    `${facts} from ${glance(COLUMNS, own)}`,
    `${described} from ${glance(ofCourse, 'course in {courses:Array(String)}', 'course_descriptions')}`,
    ...(people
      ? [
          `${facts} from ${glance(COLUMNS, "course = '' and type = 'learning.PersonDescribed' and learner in {learners:Array(String)}")}`,
        ]
      : []),
  ];
  return asked.join('\nunion all\n');
};

interface Row {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly t: string;
  readonly doubted: number;
  readonly data: string;
}

const parted = <T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];

/** Told more than once is told once. */
const factsIn = (rows: readonly Row[] = []): readonly FactOverTime[] =>
  [...groupsOf(rows, ({ source, id }) => JSON.stringify([source, id])).values()].flatMap(([row]) =>
    row === undefined ? [] : [factOf(row)],
  );

const factOf = ({ source, id, type, run, registration, t, data }: Row): FactOverTime => ({
  ...{ source, id, type, run, registration },
  occurredAt: new Date(Number(t)),
  data: toldData(data),
  knownFrom: 0, // only what is known is read
  takenBack: [],
});
