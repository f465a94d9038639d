import { type Route } from '../http/route.ts';
import { atRiskFacts } from './at-risk-facts.question.ts';
import { atRisk } from './at-risk.question.ts';
import { compareFacts } from './compare-facts.question.ts';
import { compare } from './compare.question.ts';
import { courseOverviewFacts } from './course-overview-facts.question.ts';
import { courseOverview } from './course-overview.question.ts';
import { coursePathFacts } from './course-path-facts.question.ts';
import { coursePath } from './course-path.question.ts';
import { coverageFacts } from './coverage-facts.question.ts';
import { coverage } from './coverage.question.ts';
import { type QuestionDefinition, routeOf } from './define-question.ts';
import { dropoutCurveFacts } from './dropout-curve-facts.question.ts';
import { dropoutCurve } from './dropout-curve.question.ts';
import { dropoutFactors } from './dropout-factors.question.ts';
import { feedbackFacts } from './feedback-facts.question.ts';
import { feedback } from './feedback.question.ts';
import { funnelFacts } from './funnel-facts.question.ts';
import { funnelPeople } from './funnel-people.question.ts';
import { funnelReadyMade } from './funnel-ready-made.question.ts';
import { funnel } from './funnel.question.ts';
import { reconcileFacts } from './reconcile-facts.question.ts';
import { reconcile } from './reconcile.question.ts';
import { retentionFacts } from './retention-facts.question.ts';
import { retention } from './retention.question.ts';
import { segmentSizeFacts } from './segment-size-facts.question.ts';
import { segmentSize } from './segment-size.question.ts';

/** Every question, in the order in which they are documented. */
export const questions: readonly QuestionDefinition[] = [
  courseOverview,
  courseOverviewFacts,
  funnel,
  funnelPeople,
  funnelFacts,
  funnelReadyMade,
  coursePath,
  coursePathFacts,
  retention,
  retentionFacts,
  dropoutCurve,
  dropoutCurveFacts,
  dropoutFactors,
  atRisk,
  atRiskFacts,
  compare,
  compareFacts,
  feedback,
  feedbackFacts,
  coverage,
  coverageFacts,
  segmentSize,
  segmentSizeFacts,
  reconcile,
  reconcileFacts,
];

export const questionsRoutes: readonly Route[] = questions.map(routeOf);
