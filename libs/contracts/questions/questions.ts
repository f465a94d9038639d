import { type Route } from '../http/route.ts';
import { atRisk } from './at-risk.question.ts';
import { compare } from './compare.question.ts';
import { courseOverviewFacts } from './course-overview-facts.question.ts';
import { courseOverview } from './course-overview.question.ts';
import { coursePath } from './course-path.question.ts';
import { coverage } from './coverage.question.ts';
import { type QuestionDefinition, routeOf } from './define-question.ts';
import { dropoutCurve } from './dropout-curve.question.ts';
import { dropoutFactors } from './dropout-factors.question.ts';
import { feedback } from './feedback.question.ts';
import { funnelPeople } from './funnel-people.question.ts';
import { funnelReadyMade } from './funnel-ready-made.question.ts';
import { funnel } from './funnel.question.ts';
import { reconcile } from './reconcile.question.ts';
import { retention } from './retention.question.ts';
import { segmentSize } from './segment-size.question.ts';

/** Every question, in the order in which they are documented. */
export const questions: readonly QuestionDefinition[] = [
  courseOverview,
  courseOverviewFacts,
  funnel,
  funnelPeople,
  funnelReadyMade,
  coursePath,
  retention,
  dropoutCurve,
  dropoutFactors,
  atRisk,
  compare,
  feedback,
  coverage,
  segmentSize,
  reconcile,
];

export const questionsRoutes: readonly Route[] = questions.map(routeOf);
