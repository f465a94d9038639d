import { type Criterion, type Leaf } from '@laurel/contracts';
import { type FactOverTime, type History, leavesOf, NOTHING_NAMED, type Span } from '@laurel/criteria-domain';
import { demandOf } from './demand.ts';
import { typesOf } from './loading.ts';
import { STANDING, toldData } from './told-data.ts';
import { type CriteriaColumn, type CriteriaWarehouse } from './warehouse.port.ts';

/** SQL that insights owns: what ever counted, since when, and what takes it back (see its `factsOverTime`). */
export interface HistorySql {
  readonly factsOverTime: (
    columns: readonly CriteriaColumn[],
    where: string,
    from?: 'facts' | 'course_descriptions',
  ) => string;
  readonly voidsOverTime: string;
}

export interface HistoriesOf {
  /** Every fact that one of these looks at is in the histories. */
  readonly criteria: readonly Criterion[];
  readonly course?: string;
}

/**
 * What was known of people when: one history for each learner and course with an enrolment, as known `asOf`. In batches of
 * flat size, each course read once.
 */
export type HistoriesReader = (of: HistoriesOf, asOf: Date) => AsyncGenerator<readonly History[]>;

const LEARNERS_AT_ONCE = 500;

export const historiesReader = (warehouse: CriteriaWarehouse, sql: HistorySql): HistoriesReader =>
  async function* (of, asOf) {
    const at = asOf.getTime();
    const voids = takenBackBy(await warehouse.rows<VoidRow>(sql.voidsOverTime, { asOf: at }));
    for (const { course, learners } of await peopleOf(warehouse, sql, of, at)) {
      const descriptions = await descriptionsOf(warehouse, sql, course, at);
      for (let from = 0; from < learners.length; from += LEARNERS_AT_ONCE) {
        const batch = learners.slice(from, from + LEARNERS_AT_ONCE);
        const rows = await warehouse.rows<FactRow>(factsQuery(sql), {
          ...{ course, learners: batch, asOf: at },
          ...kindsOf(of.criteria),
        });
        yield historiesIn(course, rows, factsIn(descriptions, voids), voids);
      }
    }
  };

const peopleOf = (warehouse: CriteriaWarehouse, sql: HistorySql, { course }: HistoriesOf, asOf: number) =>
  warehouse.rows<{ course: string; learners: readonly string[] }>(
    `select course, arraySort(groupUniqArray(learner)) as learners
     from ${sql.factsOverTime(['course', 'learner'], `type = 'learning.Enrolled'${course === undefined ? '' : ' and course = {course:String}'}`)}
     group by course order by course`,
    { course: course ?? '', asOf },
  );

const descriptionsOf = (warehouse: CriteriaWarehouse, sql: HistorySql, course: string, asOf: number) =>
  warehouse.rows<FactRow>(
    `select '' as learner, source, id, type, run, registration, t, min(known_from) as known_from, voided, data
     from (select source, id, 'learning.CourseDescribed' as type, run, '' as registration, ${T} as t, known_from, voided, data
       from ${sql.factsOverTime(['source', 'id', 'run', 'occurred_at', 'data'], 'course = {course:String}', 'course_descriptions')})
     group by all`,
    { course, asOf },
  );

const T = 'toUnixTimestamp64Milli(occurred_at)';
const COLUMNS = ['source', 'id', 'type', 'learner', 'course', 'run', 'registration', 'occurred_at', 'data'] as const;

/**
 * A fact that is only looked for, whatever it says, is there once for each time: who clicks a hundred times at one instant
 * is as active as who clicks once.
 */
const factsQuery = ({ factsOverTime }: HistorySql): string => {
  const whole = "(voided != '' or type not in {looked:Array(String)})";
  return `select learner, if(${whole}, source, '') as source, if(${whole}, id, '') as id, type, run, registration, ${T} as t,
    min(known_from) as known_from, voided, if(type in {withData:Array(String)}, data, '{}') as data
  from ${factsOverTime(COLUMNS, 'course = {course:String} and learner in {learners:Array(String)} and type in {about:Array(String)}')}
  group by all
  union all
  select learner, source, id, type, '' as run, '' as registration, ${T} as t, min(known_from) as known_from, voided, data
  from ${factsOverTime(COLUMNS, "type = 'learning.PersonDescribed' and course = '' and learner in {learners:Array(String)}")}
  group by all`;
};

export interface Kinds {
  readonly [kind: string]: readonly string[];
  readonly about: readonly string[];
  readonly withData: readonly string[];
  /** Only looked for: no leaf counts them or reads what they say. */
  readonly looked: readonly string[];
}

export const kindsOf = (criteria: readonly Criterion[]): Kinds => {
  const kinds = criteria.map((one) => typesOf(demandOf(one, NOTHING_NAMED), STANDING));
  const leaves = criteria.flatMap((one) => leavesOf<Leaf>(one));
  const about = [...new Set(kinds.flatMap((one) => one.about))];
  // A withdrawal says whether its time is known.
  const withData = [...new Set(['learning.Withdrawn', ...kinds.flatMap((one) => one.withData)])];
  const counted = JSON.stringify(leaves.filter(({ is }) => is !== 'performed' && is !== 'notPerformed'));
  const looked = about.filter(
    (type) => !withData.includes(type) && !STANDING.includes(type) && !counted.includes(`"${type}"`),
  );
  return { about, withData, looked };
};

interface FactRow {
  readonly learner: string;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly run: string;
  readonly registration: string;
  readonly t: string;
  readonly known_from: string;
  readonly voided: string;
  readonly data: string;
}
interface VoidRow {
  readonly voided: string;
  readonly void: string;
  readonly content: string;
  readonly told: string;
  readonly known_from: string;
}

type TakenBack = ReadonlyMap<string, readonly Span[]>;

/** Of the contents of one void, one holds until another that was told earlier has happened, too. */
const takenBackBy = (rows: readonly VoidRow[]): TakenBack => {
  const spans = new Map<string, Span[]>();
  for (const contents of groupsOf(rows, (row) => row.void).values()) {
    let until = Infinity;
    for (const row of contents.sort((a, b) => Number(a.told) - Number(b.told) || (a.content < b.content ? -1 : 1))) {
      const from = Number(row.known_from);
      if (from < until) spans.set(row.voided, [...(spans.get(row.voided) ?? []), { from, until }]);
      until = Math.min(until, from);
    }
  }
  return spans;
};

export const groupsOf = <T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

const NEVER: readonly Span[] = [];

const factOf = (
  { source, id, type, run, registration, t, known_from, voided, data }: FactRow,
  voids: TakenBack,
): FactOverTime => ({
  ...{ source, id, type, run, registration },
  occurredAt: new Date(Number(t)),
  data: toldData(data),
  knownFrom: Number(known_from),
  takenBack: voids.get(voided) ?? NEVER,
});

/** In order of time, which is cheap to sort again. */
const factsIn = (rows: readonly FactRow[], voids: TakenBack): readonly FactOverTime[] =>
  rows.map((row) => factOf(row, voids)).sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());

const historiesIn = (
  course: string,
  rows: readonly FactRow[],
  courseDescriptions: readonly FactOverTime[],
  voids: TakenBack,
): readonly History[] =>
  [...groupsOf(rows, ({ learner }) => learner)].map(([learner, own]) => ({
    ...{ learner, course, courseDescriptions },
    facts: factsIn(
      own.filter(({ type }) => type !== 'learning.PersonDescribed'),
      voids,
    ),
    personDescriptions: factsIn(
      own.filter(({ type }) => type === 'learning.PersonDescribed'),
      voids,
    ),
  }));
