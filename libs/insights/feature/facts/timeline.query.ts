import { type Asker, type Timeline, type TimelineQuery } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { shownVersion, VERSION_COLUMNS, VERSION_KEY, type VersionRow } from './shown-version.ts';
import { aboutLearner, type AboutLearner, contextOf, standingsOf } from './standings.ts';

export interface TimelineOrder extends TimelineQuery {
  readonly learner: string;
  readonly asker: Asker;
  readonly now: Date;
}

/** A page of everything that was told and decided about a learner. */
export const readTimeline = async (
  warehouse: Warehouse,
  order: TimelineOrder,
  limits: QueryLimits,
): Promise<Timeline> => {
  const asOf = order.asOf === undefined ? order.now : new Date(order.asOf);
  const about = { learner: order.learner, asker: order.asker, asOf };
  const [rows, context] = await Promise.all([
    pageOf(warehouse, about, order, limits),
    contextOf(warehouse, about, limits),
  ]);
  const page = rows.slice(0, order.limit);
  const standingOf = await standingsOf(warehouse, context, { versions: page, asOf }, limits);
  const entries = page.map((row) => ({ ...shownVersion(row), ...standingOf(row), place: `${row.at}-${row.hash}` }));
  const last = entries.at(-1);
  const next = rows.length > page.length && last ? last.place : null;
  return { learner: order.learner, asOf: asOf.toISOString(), entries, next };
};

/** One row more than wanted says that there is another page. */
const pageOf = (warehouse: Warehouse, about: AboutLearner, order: TimelineQuery, limits: QueryLimits) => {
  const parameters = new Parameters(about.asOf);
  const conditions = [aboutLearner(about, parameters), ...conditionsOf(order, parameters)];
  const sql = `
SELECT ${VERSION_COLUMNS} FROM facts WHERE ${conditions.join(' AND ')}
GROUP BY ${VERSION_KEY}
ORDER BY occurred_at DESC, content_hash DESC
LIMIT ${order.limit + 1}`;
  return warehouse.rows<VersionRow>(sql, parameters.all, limits);
};

const AT = 'toUnixTimestamp64Milli(occurred_at)';

const conditionsOf = ({ course, from, to, after }: TimelineQuery, parameters: Parameters): readonly string[] => {
  const [time = '', hash = ''] = after?.split('-') ?? [];
  return [
    ...(course === undefined ? [] : [`course = ${parameters.add(course, 'String')}`]),
    ...(from === undefined ? [] : [`${AT} >= ${parameters.add(Date.parse(from), 'Int64')}`]),
    ...(to === undefined ? [] : [`${AT} < ${parameters.add(Date.parse(to), 'Int64')}`]),
    ...(after === undefined
      ? []
      : [
          `(${AT}, content_hash) < (${parameters.add(Number(time), 'Int64')}, unhex(${parameters.add(hash, 'String')}))`,
        ]),
  ];
};
