import {
  type Control,
  courseOverview,
  courseOverviewFacts,
  coursePath,
  funnel,
  reconcile,
  type ReconcileAnswer,
  retention,
} from '@laurel/contracts';
import { answering, type Answering } from './answering.ts';
import { askCourseOverviewFacts } from './course-overview/course-overview-facts.question.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askCoursePath } from './course-path/course-path.question.ts';
import { askFunnel } from './funnel/funnel.question.ts';
import { type Accounts } from './reconcile/accounts.port.ts';
import { askReconcile } from './reconcile/reconcile.question.ts';
import { askRetention } from './retention/retention.question.ts';

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(courseOverviewFacts, askCourseOverviewFacts, ({ facts }) => facts),
  answering(funnel, askFunnel, ({ steps }) => steps),
  answering(coursePath, askCoursePath, ({ modules }) => modules.map(({ next: _, ...row }) => row)),
  answering(retention, askRetention, ({ rows }) =>
    rows.flatMap(({ entryWeek, entered, cells }) => cells.map((cell) => ({ entryWeek, entered, ...cell }))),
  ),
];

export const answeringOf: ReadonlyMap<string, Answering> = new Map(all.map((one) => [one.name, one]));

/** With what is counted outside ClickHouse, those questions too that are about more than it. */
export const answeringWith = (accounts: Accounts): ReadonlyMap<string, Answering> =>
  new Map([...answeringOf, [reconcile.name, answering(reconcile, askReconcile(accounts), reconciledRows)]]);

const reconciledRows = ({ days }: ReconcileAnswer): readonly object[] =>
  days.map(({ controls, ...day }) => ({ ...day, ...controlColumns(controls) }));

const controlColumns = (controls: readonly Control[]): object =>
  Object.fromEntries(controls.map(({ type, count, facts }) => [type, { count, facts }]));
