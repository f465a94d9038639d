export { type EngagementPorts } from './engagement.deps.ts';
export { decideFor, keepDueLooks, lookAtFacts, rulesOnFacts } from './look-at-facts.ts';
export { EngagementModule } from './engagement.module.ts';
export { segmentBook } from './segments/segment-book.ts';
export { type EngagementDeps, startEngagement, sweep } from './rule-runner.ts';
export { rulesWritingWith } from './template-use.query.ts';
