import {
  atRisk,
  type Control,
  compare,
  courseOverview,
  courseOverviewFacts,
  coursePath,
  coverage,
  dropoutCurve,
  dropoutFactors,
  feedback,
  funnel,
  funnelPeople,
  funnelReadyMade,
  reconcile,
  type ReconcileAnswer,
  retention,
  segmentSize,
} from '@laurel/contracts';
import { answering, type Answering, type Questions } from './answering.ts';
import { askAtRisk, atRiskTable } from './at-risk/at-risk.question.ts';
import { askCompare } from './compare/compare.question.ts';
import { askCourseOverviewFacts } from './course-overview/course-overview-facts.question.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askCoursePath } from './course-path/course-path.question.ts';
import { askCoverage } from './coverage/coverage.question.ts';
import { askDropoutCurve, dropoutCurveTable } from './dropout-curve/dropout-curve.question.ts';
import { dropoutFactorsTable } from './dropout-factors/factor-figures.ts';
import { askDropoutFactors } from './dropout-factors/dropout-factors.question.ts';
import { askFeedback, feedbackTable } from './feedback/feedback.question.ts';
import { askFunnelPeople } from './funnel/funnel-people.question.ts';
import { askFunnelReadyMade } from './funnel/funnel-ready-made.question.ts';
import { funnelPeopleRows, funnelRows } from './funnel/funnel-rows.ts';
import { askFunnel } from './funnel/funnel.question.ts';
import { type Accounts } from './reconcile/accounts.port.ts';
import { askReconcile } from './reconcile/reconcile.question.ts';
import { askRetention } from './retention/retention.question.ts';
import { askSegmentSize, segmentSizeTable } from './segment-size/segment-size.question.ts';

/** What came next is a list of its own and no column. */
const withoutNext = (module: object): object =>
  Object.fromEntries(Object.entries(module).filter(([name]) => name !== 'next'));

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(courseOverviewFacts, askCourseOverviewFacts, ({ facts }) => facts),
  answering(funnel, askFunnel, funnelRows),
  answering(funnelPeople, askFunnelPeople, funnelPeopleRows),
  answering(funnelReadyMade, askFunnelReadyMade, ({ question }) => question.steps),
  answering(coursePath, askCoursePath, ({ modules }) => modules.map(withoutNext)),
  answering(retention, askRetention, ({ rows }) =>
    rows.flatMap(({ entryWeek, entered, cells }) => cells.map((cell) => ({ entryWeek, entered, ...cell }))),
  ),
  answering(dropoutCurve, askDropoutCurve, dropoutCurveTable),
  answering(dropoutFactors, askDropoutFactors, dropoutFactorsTable),
  answering(atRisk, askAtRisk, atRiskTable),
  answering(compare, askCompare, ({ groups }) => groups),
  answering(feedback, askFeedback, feedbackTable),
  answering(coverage, askCoverage, ({ rows }) => rows),
  answering(segmentSize, askSegmentSize, segmentSizeTable),
];

export const answeringOf: Questions = new Map(all.map((one) => [one.name, one]));

/** With what is counted outside ClickHouse, those questions too that are about more than it. */
export const answeringWith = (accounts: Accounts): Questions =>
  new Map([...answeringOf, [reconcile.name, answering(reconcile, askReconcile(accounts), reconciledRows)]]);

const reconciledRows = ({ days }: ReconcileAnswer): readonly object[] =>
  days.map(({ controls, ...day }) => ({ ...day, ...controlColumns(controls) }));

const controlColumns = (controls: readonly Control[]): object =>
  Object.fromEntries(controls.map(({ type, count, facts }) => [type, { count, facts }]));
