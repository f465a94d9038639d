export * from './answer-meta.ts';
export * from './course-overview/course-overview.question.ts';
export { type FactTrail } from './facts/fact.query.ts';
export * from './funnel/funnel.question.ts';
export * from './insights.module.ts';
export * from './projection-runner.ts';
export * from './questions.controller.ts';
export { type Accounts } from './reconcile/accounts.port.ts';
export * from './read-models.controller.ts';
