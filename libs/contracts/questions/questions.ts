import { type Route } from '../http/route.ts';
import { courseOverview } from './course-overview.question.ts';
import { type QuestionDefinition, routeOf } from './define-question.ts';
import { dropoutCurve } from './dropout-curve.question.ts';
import { dropoutFactors } from './dropout-factors.question.ts';
import { funnel } from './funnel.question.ts';

/** Every question, in the order in which they are documented. */
export const questions: readonly QuestionDefinition[] = [courseOverview, funnel, dropoutCurve, dropoutFactors];

export const questionsRoutes: readonly Route[] = questions.map(routeOf);
