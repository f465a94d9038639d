import { type Route } from '../http/route.ts';
import { courseOverviewFacts } from './course-overview-facts.question.ts';
import { courseOverview } from './course-overview.question.ts';
import { coursePath } from './course-path.question.ts';
import { type QuestionDefinition, routeOf } from './define-question.ts';
import { funnel } from './funnel.question.ts';
import { reconcile } from './reconcile.question.ts';
import { retention } from './retention.question.ts';

/** Every question, in the order in which they are documented. */
export const questions: readonly QuestionDefinition[] = [
  courseOverview,
  courseOverviewFacts,
  funnel,
  coursePath,
  retention,
  reconcile,
];

export const questionsRoutes: readonly Route[] = questions.map(routeOf);
