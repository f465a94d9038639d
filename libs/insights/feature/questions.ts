import {
  atRisk,
  atRiskFacts,
  type Control,
  compare,
  compareFacts,
  courseOverview,
  courseOverviewFacts,
  coursePath,
  coursePathFacts,
  coverage,
  coverageFacts,
  dropoutCurve,
  dropoutCurveFacts,
  dropoutFactors,
  type FactsBehindAnswer,
  feedback,
  feedbackFacts,
  funnel,
  funnelFacts,
  funnelPeople,
  funnelReadyMade,
  reconcile,
  reconcileFacts,
  type ReconcileAnswer,
  retention,
  retentionFacts,
  segmentSize,
  segmentSizeFacts,
} from '@laurel/contracts';
import { answering, type Answering, type Questions } from './answering.ts';
import { askAtRiskFacts } from './at-risk/at-risk-facts.question.ts';
import { askAtRisk, atRiskTable } from './at-risk/at-risk.question.ts';
import { askCompareFacts } from './compare/compare-facts.question.ts';
import { askCompare } from './compare/compare.question.ts';
import { askCourseOverviewFacts } from './course-overview/course-overview-facts.question.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askCoursePathFacts } from './course-path/course-path-facts.question.ts';
import { askCoursePath } from './course-path/course-path.question.ts';
import { askCoverageFacts } from './coverage/coverage-facts.question.ts';
import { askCoverage } from './coverage/coverage.question.ts';
import { askDropoutCurveFacts } from './dropout-curve/dropout-curve-facts.question.ts';
import { askDropoutCurve, dropoutCurveTable } from './dropout-curve/dropout-curve.question.ts';
import { dropoutFactorsTable } from './dropout-factors/factor-figures.ts';
import { askDropoutFactors } from './dropout-factors/dropout-factors.question.ts';
import { askFeedbackFacts } from './feedback/feedback-facts.question.ts';
import { askFeedback, feedbackTable } from './feedback/feedback.question.ts';
import { askFunnelFacts } from './funnel/funnel-facts.question.ts';
import { askFunnelPeople } from './funnel/funnel-people.question.ts';
import { askFunnelReadyMade } from './funnel/funnel-ready-made.question.ts';
import { funnelPeopleRows, funnelRows } from './funnel/funnel-rows.ts';
import { askFunnel } from './funnel/funnel.question.ts';
import { type Accounts } from './reconcile/accounts.port.ts';
import { askReconcileFacts } from './reconcile/reconcile-facts.question.ts';
import { askReconcile } from './reconcile/reconcile.question.ts';
import { askRetentionFacts } from './retention/retention-facts.question.ts';
import { askRetention } from './retention/retention.question.ts';
import { askSegmentSizeFacts } from './segment-size/segment-size-facts.question.ts';
import { askSegmentSize, segmentSizeTable } from './segment-size/segment-size.question.ts';

/** What came next is a list of its own and no column. */
const withoutNext = (module: object): object =>
  Object.fromEntries(Object.entries(module).filter(([name]) => name !== 'next'));

const factsRows = ({ facts }: FactsBehindAnswer): readonly object[] => facts;

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(courseOverviewFacts, askCourseOverviewFacts, factsRows),
  answering(funnel, askFunnel, funnelRows),
  answering(funnelPeople, askFunnelPeople, funnelPeopleRows),
  answering(funnelFacts, askFunnelFacts, factsRows),
  answering(funnelReadyMade, askFunnelReadyMade, ({ question }) => question.steps),
  answering(coursePath, askCoursePath, ({ modules }) => modules.map(withoutNext)),
  answering(coursePathFacts, askCoursePathFacts, factsRows),
  answering(retention, askRetention, ({ rows }) =>
    rows.flatMap(({ entryWeek, entered, cells }) => cells.map((cell) => ({ entryWeek, entered, ...cell }))),
  ),
  answering(retentionFacts, askRetentionFacts, factsRows),
  answering(dropoutCurve, askDropoutCurve, dropoutCurveTable),
  answering(dropoutCurveFacts, askDropoutCurveFacts, factsRows),
  answering(dropoutFactors, askDropoutFactors, dropoutFactorsTable),
  answering(atRisk, askAtRisk, atRiskTable),
  answering(atRiskFacts, askAtRiskFacts, factsRows),
  answering(compare, askCompare, ({ groups }) => groups),
  answering(compareFacts, askCompareFacts, factsRows),
  answering(feedback, askFeedback, feedbackTable),
  answering(feedbackFacts, askFeedbackFacts, factsRows),
  answering(coverage, askCoverage, ({ rows }) => rows),
  answering(coverageFacts, askCoverageFacts, factsRows),
  answering(segmentSize, askSegmentSize, segmentSizeTable),
  answering(segmentSizeFacts, askSegmentSizeFacts, factsRows),
];

export const answeringOf: Questions = new Map(all.map((one) => [one.name, one]));

/** With what is counted outside ClickHouse, the questions too that compare it with what is inside, as both are now. */
export const answeringWith = (accounts: Accounts): Questions =>
  new Map([
    ...answeringOf,
    [reconcile.name, answering(reconcile, askReconcile(accounts), reconciledRows)],
    [reconcileFacts.name, answering(reconcileFacts, askReconcileFacts, factsRows)],
  ]);

const reconciledRows = ({ days }: ReconcileAnswer): readonly object[] =>
  days.map(({ controls, ...day }) => ({ ...day, ...controlColumns(controls) }));

const controlColumns = (controls: readonly Control[]): object =>
  Object.fromEntries(controls.map(({ type, count, facts }) => [type, { count, facts }]));
