import { type Anchor, type EventMatch, type FactsCriterion, type LearnerFactsCriterion } from '@laurel/contracts';
import { AVAILABILITY, AWAY } from '@laurel/criteria-domain';
import { comparesSql, matchesSql } from './comparison.sql.ts';
import { toldTimes } from './told-by-states.ts';
import { type SqlParameters } from './sql-parameters.ts';

const T = 'toUnixTimestamp64Milli(occurred_at)';
const FOREVER = '9223372036854775807';

/** Whose facts are gathered: of an enrolment, of a learner about a course, or of a learner about anything. */
export type Of = 'enrolment' | 'course' | 'learner';

interface Column {
  readonly name: string;
  /** SQL of an aggregate over the facts of one enrolment, learner and course, or learner. */
  readonly gathers: string;
  readonly types: readonly string[];
}

/**
 * What the leaves of a criterion need to know of the facts: a column for each, gathered in one pass. None minds a fact told
 * twice, or in another order.
 */
export class Columns {
  private readonly all: Record<Of, Column[]> = { enrolment: [], course: [], learner: [] };
  private readonly once = new Map<string, string>();
  private count = 0;

  /** `byStates`: what is asked of an enrolment is told by its states (see `isToldByStates`). */
  constructor(
    readonly values: SqlParameters,
    private readonly byStates = false,
  ) {}

  /** The times of the facts that the leaf is about: tuples of (milliseconds, …). */
  times(of: Of, leaf: FactsCriterion | LearnerFactsCriterion): string {
    const told = of === 'enrolment' && this.byStates ? toldTimes(leaf) : undefined;
    if (told !== undefined) return this.add(of, [], (name) => `${told} as ${name}`);
    const matches = matchesSql(this.values, leaf.events);
    // Only a count, or a window that ends, needs every time; else the latest tells, as all bounds are lower ones.
    const everyTime = leaf.is === 'count' || leaf.near !== undefined;
    return this.add(of, leaf.events, (name) =>
      everyTime ? `groupUniqArrayIf((${T}, content_hash), ${matches}) as ${name}` : latestOf(matches, 'max', name),
    );
  }

  /** The time of the fact that a window hangs on: one tuple, or none. */
  anchor(of: Of, { the, fact }: Anchor): string {
    const matches = matchesSql(this.values, [fact]);
    return this.add(of, [fact], (name) => latestOf(matches, the === 'first' ? 'min' : 'max', name));
  }

  /** The latest description of the person that says something about the attribute, as JSON. */
  person(attribute: string): string {
    const said = `${IS_DESCRIPTION} and JSONHas(data, 'attributes', ${this.values.of(attribute, 'String')})`;
    return this.add(
      'learner',
      [DESCRIPTION],
      (name) => `argMaxIf(data, (occurred_at, source, id), ${said}) as ${name}`,
    );
  }

  /** When the person was away: tuples of (from, until) in milliseconds; see `absencesOf`. */
  absences(): string {
    const { values } = this;
    const known = this.once.get('absences');
    if (known !== undefined) return known;
    const path = ['attributes', AVAILABILITY];
    const isAway = comparesSql(values, 'data', path, { op: 'in', value: [...AWAY] });
    const isTold = comparesSql(values, 'data', path, { op: 'exists', value: true });
    const told = `arraySort(groupUniqArrayIf((${T}, toString(source), id, ${isAway}), ${IS_DESCRIPTION} and ${isTold}))`;
    const name = this.add(
      'learner',
      [DESCRIPTION],
      (column) => `arrayMap(one -> (one.1, one.2), arrayFilter(one -> one.3,
      arrayMap((one, next) -> (one.1, next.1, one.4), ${told} as ${column}_told,
        arrayPopFront(arrayPushBack(${column}_told, (toInt64(${FOREVER}), '', '', toUInt8(0))))))) as ${column}`,
    );
    this.once.set('absences', name);
    return name;
  }

  /** What has to be gathered, as the end of a select list; '' where there is nothing. */
  gathered(of: Of): string {
    return this.all[of].map(({ gathers }) => `,\n    ${gathers}`).join('');
  }

  isAsked(of: Of): boolean {
    return this.all[of].length > 0;
  }

  /** The types of the facts that are gathered. */
  types(of: Of): readonly string[] {
    return [...new Set(this.all[of].flatMap(({ types }) => types))];
  }

  private add(of: Of, events: readonly EventMatch[], gathers: (name: string) => string): string {
    const name = `leaf${this.count++}`;
    this.all[of].push({ name, gathers: gathers(name), types: events.map(({ event }) => event) });
    return name;
  }
}

const DESCRIPTION: EventMatch = { event: 'learning.PersonDescribed' };
const IS_DESCRIPTION = `type = '${DESCRIPTION.event}'`;

const latestOf = (matches: string, which: 'min' | 'max', name: string): string =>
  `if(countIf(${matches}) = 0, [], [tuple(${which}If(${T}, ${matches}))]) as ${name}`;
