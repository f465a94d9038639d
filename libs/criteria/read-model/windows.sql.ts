import {
  type Anchor,
  type ElapsedCriterion,
  type FactsCriterion,
  type LearnerElapsedCriterion,
  type LearnerFactsCriterion,
  type Near,
} from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { type Columns, type Of } from './columns.ts';

const MOMENTS = { enrolled: 'enrolled_at', begun: 'greatest(enrolled_at, starts)' } as const;

type Since = ElapsedCriterion['since'];

/** SQL over the gathered columns: what leaves say about time. */
export class WindowsSql {
  constructor(
    private readonly columns: Columns,
    private readonly at: Date,
  ) {}

  /** How many of the facts lie in all the windows, and whether that is enough. */
  facts(of: Of, leaf: FactsCriterion | LearnerFactsCriterion): string {
    const { within, near, since } = leaf;
    const bounds = [
      ...(within ? [`${this.since('x.1', within.awayStops)} <= ${this.milliseconds(within.days)}`] : []),
      ...(near ? [this.near(of, near)] : []),
      ...(since === undefined ? [] : [this.notBefore(of, since)]),
    ];
    const found = `arrayCount(x -> ${['1', ...bounds].join(' and ')}, ${this.columns.times(of, leaf)})`;
    if (leaf.is === 'count') return this.between(found, leaf.atLeast ?? 0, leaf.atMost);
    return leaf.is === 'performed' ? `(${found} > 0)` : `(${found} = 0)`;
  }

  elapsed(of: Of, { since, atLeast = 0, atMost, awayStops }: ElapsedCriterion | LearnerElapsedCriterion): string {
    const [most, least] = [atMost === undefined ? undefined : atMost * DAY_MS, atLeast * DAY_MS];
    if (typeof since === 'string') return this.between(this.since(MOMENTS[since], awayStops), least, most);
    const anchor = this.columns.anchor(of, since);
    return `(notEmpty(${anchor}) and ${this.between(this.since(`${anchor}[1].1`, awayStops), least, most)})`;
  }

  /** So many milliseconds have gone by since the time. */
  private since(time: string, awayStops: true | undefined): string {
    const now = this.columns.values.of(this.at.getTime(), 'Int64');
    if (!awayStops) return `(${now} - ${time})`;
    const away = `arraySum(one -> greatest(0, least(one.2, ${now}) - greatest(one.1, ${time})), ${this.columns.absences()})`;
    return `(${now} - ${time} - ${away})`;
  }

  private notBefore(of: Of, since: Since): string {
    if (typeof since === 'string') return `x.1 >= ${MOMENTS[since]}`;
    const anchor = this.columns.anchor(of, since);
    return `notEmpty(${anchor}) and x.1 >= ${anchor}[1].1`;
  }

  private near(of: Of, { before, after, ...hangsOn }: Near & Anchor): string {
    const anchor = this.columns.anchor(of, hangsOn);
    const distance = `(x.1 - ${anchor}[1].1)`;
    return `notEmpty(${anchor}) and ${distance} >= -${this.milliseconds(before)} and ${distance} <= ${this.milliseconds(after)}`;
  }

  private milliseconds(days: number): string {
    return this.columns.values.of(days * DAY_MS, 'Float64');
  }

  private between(value: string, least: number, most: number | undefined): string {
    const { values } = this.columns;
    const atLeast = `${value} >= ${values.of(least, 'Float64')}`;
    return most === undefined ? `(${atLeast})` : `(${atLeast} and ${value} <= ${values.of(most, 'Float64')})`;
  }
}
