import { type Asker, type Condition, type FunnelQuestion } from '@laurel/contracts';
import {
  countedFacts,
  ENROLMENT_KEY,
  enrolmentFacts,
  type FactColumn,
  factsOfEnrolments,
  type ShapeOfFacts,
} from '@laurel/insights-read-model';
import {
  conditionSql,
  jsonText,
  namesOf,
  type Parameters,
  personText,
  seenBy,
  splitField,
  toldOfPerson,
} from '../conditions.ts';
import { breakdownOf, type BreakdownSql, historySql } from './breakdown.query.ts';
import { type Place, placesSql } from './places.ts';
import {
  type Coded,
  codesSql,
  type EventMatch,
  type Layout,
  layoutOf,
  type Matches,
  packedSql,
  startsSql,
} from './step-codes.ts';

export interface FunnelQuery {
  readonly unit: FunnelQuestion['unit'];
  readonly order: FunnelQuestion['order'];
  readonly steps: readonly Matches[];
  /** See `Coded`. */
  readonly marks: readonly Matches[];
  /** The field whose values are wanted beside the events. */
  readonly breakdown: string | undefined;
  readonly list?: FunnelList;
  readonly asOf: Date;
  readonly asker: Asker;
}

/** Only some learners, with their ids: these, or those at some places. */
export type FunnelList = LearnersAtPlaces | readonly string[];

export interface LearnersAtPlaces {
  /** Their place in the order of lists: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  /** Only those of whom this was ever told, however seldom that is. */
  readonly described?: Described;
}

export interface Described {
  readonly attribute: string;
  readonly value: string;
}

/** Places are below this: so much of a hash fits a number. */
export const PLACES = 2 ** 53;
const PLACE = 'bitShiftRight(cityHash64(learner), 11)';

/** SQL that narrows the facts. */
export interface Scope {
  /** Of the steps. */
  readonly where: string;
  /** Of the enrolments that they are of, too. */
  readonly known: string;
  /** Of the courses and people alone. */
  readonly whose: string;
  /** Of the people alone. */
  readonly who: string;
}

/** Says nothing about learners, but about facts or courses. */
const ABOUT_OTHERS = "'learning.Voided', 'learning.CourseDescribed'";

export const scopeOf = (query: FunnelQuery, places: readonly Place[], parameters: Parameters): Scope => {
  const types = new Set([...query.steps, ...query.marks].flat().map(({ event }) => event));
  const ofTypes = (all: Iterable<string>): string =>
    `type IN (${[...all].map((type) => parameters.add(type, 'String')).join(', ')})`;
  const ofSteps =
    query.order === 'strict'
      ? `(startsWith(type, 'learning.') AND type NOT IN (${ABOUT_OTHERS}) OR ${ofTypes(types)})`
      : ofTypes(types);
  const who = [seenBy(query.asker), ...(query.list ? [ofList(query.list, parameters)] : [])].join(' AND ');
  const whose = [who, ...placesSql(places, parameters)].join(' AND ');
  const known = query.order === 'strict' ? ofSteps : ofTypes([...types, 'learning.Enrolled']);
  return { where: `${whose} AND ${ofSteps}`, known: `${whose} AND ${known}`, whose, who };
};

const ofList = (list: FunnelList, parameters: Parameters): string => {
  if (!('from' in list)) return `learner IN ${parameters.bind(list)}`;
  const { from, to, described } = list;
  const places = `${PLACE} >= ${parameters.add(from, 'Int64')} AND ${PLACE} < ${parameters.add(to, 'Int64')}`;
  return described
    ? `learner IN (SELECT learner FROM facts WHERE ${toldSql(described, parameters)}) AND ${places}`
    : places;
};

/** SQL over `facts`: where this was told of somebody. */
export const toldSql = ({ attribute, value }: Described, parameters: Parameters): string => {
  const text = jsonText('data', ['attributes', attribute], parameters);
  return `type = 'learning.PersonDescribed' AND course = '' AND ${text} = ${parameters.add(value, 'String')}`;
};

const COLUMNS: readonly FactColumn[] = ['learner', 'course', 'run', 'type', 'occurred_at', 'content_hash', 'data'];

interface Compiling {
  readonly coded: Coded;
  readonly scope: Scope;
  readonly shape: ShapeOfFacts;
}

/** One pass: facts that match a step, packed into one integer each, sorted per unit. */
export class FunnelSql {
  readonly layout: Layout;
  readonly breakdown: BreakdownSql | undefined;
  private readonly person: readonly string[];
  private readonly enrolment: readonly string[];

  constructor(
    private readonly query: FunnelQuery,
    private readonly compiling: Compiling,
    private readonly parameters: Parameters,
  ) {
    const { coded } = compiling;
    this.layout = layoutOf(coded);
    this.breakdown = query.breakdown === undefined ? undefined : breakdownOf(query.breakdown, query.unit);
    const conditions = [...coded.steps, ...coded.marks].flat().flatMap(({ where }: EventMatch) => where);
    const fields = [...conditions.map(({ field }) => field), ...(this.breakdown?.joined ?? [])];
    this.person = namesOf('person', fields);
    this.enrolment = namesOf('enrolment', fields);
  }

  /** The columns of `RowShape`. */
  text(): string {
    const { query, breakdown } = this;
    const listed = query.list ? `${PLACE} AS place, ${this.key}, ` : '';
    if (breakdown?.beside !== 'unit') return `SELECT ${listed}funnel_events FROM (${this.units()})`;
    const { scope, shape } = this.compiling;
    const history = historySql(breakdown, { ...scope, shape, parameters: this.parameters });
    const on = breakdown.keys.map((column) => `unit.${column} = told.${column}`).join(' AND ');
    return `
SELECT ${listed.replaceAll('learner', 'unit.learner')}unit.funnel_events, told.history
FROM (${this.units()}) AS unit LEFT ANY JOIN ${history} AS told ON ${on}`;
  }

  private get key(): string {
    return this.query.unit === 'learner' ? 'learner' : ENROLMENT_KEY.join(', ');
  }

  private units(): string {
    const { query, layout, key } = this;
    const valued = this.breakdown?.beside === 'event';
    return `
SELECT ${key}, arraySort(groupArray(${valued ? '(packed, value)' : 'packed'})) AS funnel_events FROM (
  SELECT ${key}, ${packedSql(layout)} AS packed${valued ? ', value' : ''} FROM (${this.coded(key.split(', '), COLUMNS)})
  WHERE ${query.order === 'strict' ? '1' : 'steps != 0 OR marks != 0'}
)
GROUP BY ${key}
HAVING arrayExists(one -> ${startsSql(layout, valued ? 'one.1' : 'one', query.order === 'any')}, funnel_events)`;
  }

  /** The facts that match a step, one row for each telling, with what they match: number or bits, as the layout says. */
  facts(columns: readonly FactColumn[]): string {
    const own = [...new Set([...this.key.split(', '), ...columns])];
    return `(SELECT * FROM (${this.coded(own, [...new Set([...COLUMNS, ...columns])])}) WHERE steps != 0)`;
  }

  /** The facts with the codes of what they match. */
  private coded(columns: readonly string[], read: readonly FactColumn[]): string {
    const { query, compiling, layout, parameters, breakdown } = this;
    const { steps, marks } = codesSql(compiling.coded, layout, (where) => this.allOf(where), parameters);
    const value = breakdown?.beside === 'event' ? `, ${this.valueSql(breakdown)} AS value` : '';
    const own = [...new Set([...columns, 'occurred_at', 'content_hash'])].map(
      (column) => `fact.${column} AS ${column}`,
    );
    return `
    SELECT ${own.join(', ')}, ${steps} AS steps, ${marks} AS marks${value}
    FROM ${this.read(read)} AS fact
    ${this.joins()}
    WHERE ${query.unit === 'enrolment' ? 'enrolment_round > 0' : '1'}`;
  }

  /** The facts of the steps; with a condition on their enrolment each is looked up, as it may be of a learner's several. */
  private read(columns: readonly FactColumn[]): string {
    const { query, compiling } = this;
    const { allCount } = compiling.shape;
    const { where, known, whose } = compiling.scope;
    if (query.unit === 'enrolment') {
      const enrolled = countedFacts({
        columns: ['course', 'learner'],
        where: `${whose} AND type = 'learning.Enrolled'`,
        allCount,
      });
      const ofEnrolled = `${where} AND (course, learner) IN (SELECT course, learner FROM ${enrolled})`;
      return factsOfEnrolments(columns, { known, where: ofEnrolled, bind: this.parameters.bind }, compiling.shape);
    }
    return this.enrolment.length > 0
      ? enrolmentFacts(columns, where, allCount)
      : countedFacts({ columns, where, allCount });
  }

  private joins(): string {
    const people = this.person.map((name, index) => {
      const alias = `person_${index}`;
      return `LEFT JOIN ${toldOfPerson(name, this.parameters)} AS ${alias} ON fact.learner = ${alias}.learner`;
    });
    const enrolments = this.enrolment.map((name, index) => {
      const alias = `enrolment_${index}`;
      const on = ENROLMENT_KEY.map((column) => `fact.${column} = ${alias}.${column}`).join(' AND ');
      return `LEFT JOIN ${toldOfEnrolment(name, this.parameters)} AS ${alias} ON ${on}`;
    });
    return [...people, ...enrolments].join('\n');
  }

  private allOf(where: readonly Condition[]): string {
    return where
      .map((condition) => conditionSql(condition, this.fieldText(condition.field), this.parameters))
      .join(' AND ');
  }

  /** '' of nothing told. */
  private valueSql({ field }: BreakdownSql): string {
    const [kind, name] = splitField(field);
    if (kind === 'enrolment') return `ifNull(enrolment_${this.enrolment.indexOf(name)}.text, '')`;
    if (kind === 'event' && name !== 'course' && name !== 'run') {
      const path = name.split('.').map((part) => this.parameters.add(part, 'String'));
      return `JSONExtractRaw(fact.data, ${path.join(', ')})`;
    }
    return `toString(fact.${this.placeColumn(field)})`;
  }

  private placeColumn(field: string): string {
    if (field === 'run' && this.query.unit === 'enrolment') return 'enrolment_run';
    return field.endsWith('course') ? 'course' : 'run';
  }

  private fieldText(field: string): string {
    const [kind, name] = splitField(field);
    switch (kind) {
      case 'person':
        return personText(`person_${this.person.indexOf(name)}.told`, 'toUnixTimestamp64Milli(fact.occurred_at)');
      case 'enrolment':
        return `enrolment_${this.enrolment.indexOf(name)}.text`;
      case 'event':
        return name === 'course' || name === 'run'
          ? `nullIf(fact.${name}, '')`
          : jsonText('fact.data', name.split('.'), this.parameters);
      default:
        return `nullIf(fact.${this.placeColumn(field)}, '')`;
    }
  }
}

/** Per enrolment the attribute as it was last told. */
const toldOfEnrolment = (name: string, parameters: Parameters): string => `(
SELECT ${ENROLMENT_KEY.join(', ')}, argMax(${jsonText('data', ['attributes', name], parameters)}, (at, source, id)) AS text
FROM ${enrolmentFacts(['learner', 'course', 'source', 'id', 'data'], "type = 'learning.Enrolled'")}
WHERE enrolment_round > 0
GROUP BY ${ENROLMENT_KEY.join(', ')}
)`;
