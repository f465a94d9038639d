import {
  atRisk,
  compare,
  courseOverview,
  coverage,
  dropoutCurve,
  dropoutFactors,
  feedback,
  funnel,
  funnelPeople,
  funnelReadyMade,
  segmentSize,
} from '@laurel/contracts';
import { answering, type Answering } from './answering.ts';
import { askAtRisk, atRiskTable } from './at-risk/at-risk.question.ts';
import { askCompare } from './compare/compare.question.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askCoverage } from './coverage/coverage.question.ts';
import { askDropoutCurve, dropoutCurveTable } from './dropout-curve/dropout-curve.question.ts';
import { dropoutFactorsTable } from './dropout-factors/factor-figures.ts';
import { askDropoutFactors } from './dropout-factors/dropout-factors.question.ts';
import { askFeedback, feedbackTable } from './feedback/feedback.question.ts';
import { askFunnelPeople } from './funnel/funnel-people.question.ts';
import { askFunnelReadyMade } from './funnel/funnel-ready-made.question.ts';
import { funnelPeopleRows, funnelRows } from './funnel/funnel-rows.ts';
import { askFunnel } from './funnel/funnel.question.ts';
import { askSegmentSize, segmentSizeTable } from './segment-size/segment-size.question.ts';

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(funnel, askFunnel, funnelRows),
  answering(funnelPeople, askFunnelPeople, funnelPeopleRows),
  answering(funnelReadyMade, askFunnelReadyMade, ({ question }) => question.steps),
  answering(dropoutCurve, askDropoutCurve, dropoutCurveTable),
  answering(dropoutFactors, askDropoutFactors, dropoutFactorsTable),
  answering(atRisk, askAtRisk, atRiskTable),
  answering(compare, askCompare, ({ groups }) => groups),
  answering(feedback, askFeedback, feedbackTable),
  answering(coverage, askCoverage, ({ rows }) => rows),
  answering(segmentSize, askSegmentSize, segmentSizeTable),
];

export const answeringOf: ReadonlyMap<string, Answering> = new Map(all.map((one) => [one.name, one]));
