import { type Asker, type Timeline, type TimelineQuery } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { shownVersion, VERSION_COLUMNS, VERSION_KEY, type VersionRow } from './shown-version.ts';
import {
  aboutLearner,
  type AboutLearner,
  ATTEMPT_COLUMNS,
  type ContextRow,
  DECIDING_TYPES,
  standingsOf,
} from './standings.ts';

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
  const rows = await rowsOf(warehouse, about, order, limits);
  const asked = rows.filter((row) => row.asked === 1 && Number(row.place) <= order.limit);
  const context = rows.filter((row) => row.deciding === 1);
  const standingOf = await standingsOf(warehouse, { versions: asked, context, asOf }, limits);
  const entries = asked.map((row) => ({ ...shownVersion(row), ...standingOf(row), place: `${row.at}-${row.hash}` }));
  const last = entries.at(-1);
  const isLast = !rows.some((row) => row.asked === 1 && Number(row.place) > order.limit);
  return { learner: order.learner, asOf: asOf.toISOString(), entries, next: isLast ? null : (last?.place ?? null) };
};

interface TimelineRow extends VersionRow, ContextRow {
  readonly at: string;
  /** 1: of the course and time that were asked for, and behind the page before. */
  readonly asked: 0 | 1;
  /** Counts from 1 among those. */
  readonly place: string;
  readonly deciding: 0 | 1;
}

/** A page and one more, and beside it what decides about them: in one look, as finding the learner is what costs. */
const rowsOf = (warehouse: Warehouse, about: AboutLearner, order: TimelineQuery, limits: QueryLimits) => {
  const parameters = new Parameters(about.asOf);
  const asked = ['1', ...conditionsOf(order, parameters)].join(' AND ');
  const sql = `
SELECT * REPLACE if(asked AND place <= ${order.limit}, data, '{}') AS data FROM (
  SELECT *, row_number() OVER (PARTITION BY asked ORDER BY occurred_at DESC, content_hash DESC) AS place FROM (
    SELECT ${VERSION_COLUMNS}, ${ATTEMPT_COLUMNS}, occurred_at, content_hash,
      ${asked} AS asked, type IN (${DECIDING_TYPES}) AS deciding
    FROM facts WHERE ${aboutLearner(about, parameters)}
    GROUP BY ${VERSION_KEY}
  )
)
WHERE deciding OR (asked AND place <= ${order.limit + 1})
ORDER BY place`;
  return warehouse.rows<TimelineRow>(sql, parameters.all, limits);
};

const AT = 'toUnixTimestamp64Milli(occurred_at)';

const conditionsOf = ({ course, from, to, after }: TimelineQuery, parameters: Parameters): readonly string[] => [
  ...(course === undefined ? [] : [`course = ${parameters.add(course, 'String')}`]),
  ...(from === undefined ? [] : [`${AT} >= ${parameters.add(Date.parse(from), 'Int64')}`]),
  ...(to === undefined ? [] : [`${AT} < ${parameters.add(Date.parse(to), 'Int64')}`]),
  ...(after === undefined ? [] : [behind(after, parameters)]),
];

/** What comes after the cursor: its milliseconds and content hash. */
const behind = (cursor: string, parameters: Parameters): string => {
  const [time = '', hash = ''] = cursor.split('-');
  return `(${AT}, content_hash) < (${parameters.add(Number(time), 'Int64')}, unhex(${parameters.add(hash, 'String')}))`;
};
