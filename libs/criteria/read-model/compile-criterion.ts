import {
  type AssessmentCriterion,
  type AttributeCriterion,
  type Comparison,
  type Criterion,
  type ElapsedCriterion,
  type EventMatch,
  type FactsCriterion,
  type Leaf,
} from '@laurel/contracts';
import { DAY_MS, leavesOf } from '@laurel/criteria-domain';
import { FIRST_DUE, overdueAssessments } from './assessments.query.ts';
import { type SqlParameters } from './sql-parameters.ts';

/** A leaf about facts needs a column of times, collected per enrolment or per learner and course. */
export interface TimesColumn {
  readonly name: string;
  readonly leaf: FactsCriterion;
  /** SQL over the columns of `facts`: which facts it collects. */
  readonly matches: string;
}

/** A leaf about a person needs the latest description that says something about it. */
export interface PersonColumn {
  readonly name: string;
  readonly attribute: string;
}

/** Reader 2 of the criteria, first half: the condition on one enrolment, and the columns it is written in. */
export class CompiledCriterion {
  readonly times: readonly TimesColumn[];
  readonly people: readonly PersonColumn[];
  /** SQL over the columns of the enrolments. */
  readonly condition: string;
  readonly asksEnrolmentAttributes: boolean;
  readonly asksAssessments: boolean;
  private readonly columnOf = new Map<Leaf, string>();

  constructor(
    criterion: Criterion,
    private readonly at: Date,
    private readonly values: SqlParameters,
  ) {
    const leaves = leavesOf(criterion);
    for (const [index, leaf] of leaves.entries()) this.columnOf.set(leaf, `leaf${index}`);
    this.times = leaves.flatMap((leaf) => ('events' in leaf ? [this.timesColumn(leaf)] : []));
    this.people = leaves.flatMap((leaf) =>
      leaf.is === 'attribute' && leaf.of === 'person'
        ? [{ name: this.column(leaf), attribute: values.of(leaf.name, 'String') }]
        : [],
    );
    this.asksEnrolmentAttributes = leaves.some((leaf) => leaf.is === 'attribute' && leaf.of === 'enrolment');
    this.asksAssessments = leaves.some(({ is }) => is === 'assessment');
    this.condition = this.sqlOf(criterion);
  }

  private column(leaf: Leaf): string {
    return this.columnOf.get(leaf) ?? '';
  }

  private timesColumn(leaf: FactsCriterion): TimesColumn {
    const matches = leaf.events.map((match) => this.matches(match)).join(' or ');
    return { name: this.column(leaf), leaf, matches: `(${matches})` };
  }

  private matches({ event, where = [] }: EventMatch): string {
    const tests = where.map(({ field, test }) => this.compares('data', [field], test));
    return `(${[`type = ${this.values.of(event, 'String')}`, ...tests].join(' and ')})`;
  }

  private sqlOf(criterion: Criterion): string {
    switch (criterion.is) {
      case 'and':
        return `(${criterion.all.map((one) => this.sqlOf(one)).join(' and ')})`;
      case 'or':
        return `(${criterion.all.map((one) => this.sqlOf(one)).join(' or ')})`;
      case 'not':
        return `not ${this.sqlOf(criterion.the)}`;
      default:
        return this.sqlOfLeaf(criterion);
    }
  }

  private sqlOfLeaf(leaf: Leaf): string {
    switch (leaf.is) {
      case 'state':
        return `(state = ${this.values.of(leaf.state, 'String')})`;
      case 'attribute':
        return this.attribute(leaf);
      case 'elapsed':
        return this.elapsed(leaf);
      case 'assessment':
        return assessments(leaf);
      default:
        return this.counts(leaf);
    }
  }

  private attribute(leaf: AttributeCriterion): string {
    const data = leaf.of === 'person' ? this.column(leaf) : 'opened.5';
    return this.compares(data, ['attributes', leaf.name], leaf.test);
  }

  private elapsed({ since, atLeast = 0, atMost }: ElapsedCriterion): string {
    const elapsed = `(${this.values.of(this.at.getTime(), 'Int64')} - ${MOMENTS[since]})`;
    return this.between(elapsed, atLeast * DAY_MS, atMost === undefined ? undefined : atMost * DAY_MS);
  }

  private counts(leaf: FactsCriterion): string {
    const { within, since } = leaf;
    const bounds = [
      ...(within ? [`x.1 >= ${this.values.of(this.at.getTime() - within.days * DAY_MS, 'Float64')}`] : []),
      ...(since ? [`x.1 >= ${MOMENTS[since]}`] : []),
    ];
    const found = `arrayCount(x -> ${['1', ...bounds].join(' and ')}, ${this.column(leaf)})`;
    if (leaf.is === 'count') return this.between(found, leaf.atLeast ?? 0, leaf.atMost);
    return leaf.is === 'performed' ? `(${found} > 0)` : `(${found} = 0)`;
  }

  private between(value: string, least: number, most: number | undefined): string {
    const atLeast = `${value} >= ${this.values.of(least, 'Float64')}`;
    return most === undefined ? `(${atLeast})` : `(${atLeast} and ${value} <= ${this.values.of(most, 'Float64')})`;
  }

  private compares(data: string, path: readonly string[], test: Comparison): string {
    const place = [data, ...path.map((step) => this.values.of(step, 'String'))].join(', ');
    switch (test.op) {
      case 'eq':
        return this.equals(place, test.value);
      case 'ne':
        return `not ${this.equals(place, test.value)}`;
      case 'in':
        return `(${test.value.map((one) => this.equals(place, one)).join(' or ')})`;
    }
  }

  /** Of the same type and equal, as `===` has it. */
  private equals(place: string, value: string | number | boolean): string {
    switch (typeof value) {
      case 'string':
        return `(JSONType(${place}) = 'String' and JSONExtractString(${place}) = ${this.values.of(value, 'String')})`;
      case 'number':
        return `(JSONType(${place}) in ('Int64', 'UInt64', 'Double') and JSONExtractFloat(${place}) = ${this.values.of(value, 'Float64')})`;
      default:
        return `(JSONType(${place}) = 'Bool' and JSONExtractBool(${place}) = ${value ? 1 : 0})`;
    }
  }
}

/** SQL: the assessments that stand so. */
const assessments = ({ stands, which }: AssessmentCriterion): string => {
  const standing = stands === 'failed' ? 'failures' : `arrayMap(due -> due.1, ${overdueAssessments(MOMENTS.begun)})`;
  return which === 'first' ? `has(${standing}, ${FIRST_DUE})` : `notEmpty(${standing})`;
};

const MOMENTS = { enrolled: 'enrolled_at', begun: 'greatest(enrolled_at, starts)' } as const;
