import { type RetentionAnswer, type RetentionCell, type RetentionQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { wilsonInterval } from '@laurel/statistics';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { entryWeeks, WEEK_MS } from './retention.query.ts';

/** How many are still active, week by week after they entered. */
export const askRetention = (
  warehouse: Warehouse,
  question: RetentionQuestion,
  asking: Asking,
): Promise<RetentionAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(warehouse, asking, { asOf, definition: DEFINITION }, grid(warehouse, question, { ...asking, asOf }));
};

const grid = async (
  warehouse: Warehouse,
  { where, weeks, entered }: RetentionQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<RetentionAnswer, 'meta'>> => {
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const found = await entryWeeks(warehouse, { where, asOf, asker, shape, weeks, ...timesOf(entered) }, limits);
  const rows = found
    .filter((row) => row.is_known === 1)
    .map((row) => ({
      entryWeek: row.monday,
      entered: Number(row.entered),
      cells: row.active.map((active, week) => cellOf(row, { week, active: Number(active) }, asOf)),
    }));
  return {
    rows,
    all: Array.from({ length: weeks }, (_, week) => together(rows, week)),
    leftOut: found.reduce((sum, row) => sum + (row.is_known === 0 ? Number(row.entered) : 0), 0),
  };
};

export const timesOf = ({
  from,
  to,
}: RetentionQuestion['entered']): { readonly from: number; readonly to: number } => ({
  from: from === undefined ? -Infinity : Date.parse(from),
  to: to === undefined ? Infinity : Date.parse(to),
});

/** Over when it has ended for who entered in the last moment of the row's week. */
const cellOf = (
  { monday, entered }: { readonly monday: string; readonly entered: string },
  { week, active }: { readonly week: number; readonly active: number },
  asOf: Date,
): RetentionCell => {
  const ends = Date.parse(`${monday}T00:00:00Z`) + (week + 2) * WEEK_MS;
  const over = ends <= asOf.getTime();
  return { week, active, over, share: over ? wilsonInterval({ successes: active, total: Number(entered) }) : null };
};

const together = (rows: RetentionAnswer['rows'], week: number): RetentionAnswer['all'][number] => {
  const over = rows.filter(({ cells }) => cells[week]?.over);
  const entered = over.reduce((sum, row) => sum + row.entered, 0);
  const active = over.reduce((sum, row) => sum + (row.cells[week]?.active ?? 0), 0);
  return { week, entered, active, share: wilsonInterval({ successes: active, total: entered }) };
};

export const DEFINITION = {
  entered: 'enrolments by the week (from Monday, UTC) in which they began, however often told',
  active: 'of these, enrolments with activity in the seven days that begin so many weeks after their own beginning',
  over: 'whether these seven days have ended, by asOf, for every enrolment of the row',
  share: 'active / entered, with 95% limits (Wilson); null while the week is not over',
  all: 'the rows in which this week is over, together',
  leftOut: 'enrolments whose time is not known',
};
