import { type Route } from '../http/route.ts';
import { atRisk } from './at-risk.question.ts';
import { compare } from './compare.question.ts';
import { courseOverview } from './course-overview.question.ts';
import { coverage } from './coverage.question.ts';
import { type QuestionDefinition, routeOf } from './define-question.ts';
import { dropoutCurve } from './dropout-curve.question.ts';
import { dropoutFactors } from './dropout-factors.question.ts';
import { feedback } from './feedback.question.ts';
import { funnelPeople } from './funnel-people.question.ts';
import { funnelReadyMade } from './funnel-ready-made.question.ts';
import { funnel } from './funnel.question.ts';
import { segmentSize } from './segment-size.question.ts';

/** Every question, in the order in which they are documented. */
export const questions: readonly QuestionDefinition[] = [
  courseOverview,
  funnel,
  funnelPeople,
  funnelReadyMade,
  dropoutCurve,
  dropoutFactors,
  atRisk,
  compare,
  feedback,
  coverage,
  segmentSize,
];

export const questionsRoutes: readonly Route[] = questions.map(routeOf);
