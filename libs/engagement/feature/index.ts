export { type EngagementPorts } from './engagement.deps.ts';
export { EngagementModule } from './engagement.module.ts';
export { segmentBook } from './segments/segment-book.ts';
export { type EngagementDeps, startEngagement, sweep } from './rule-runner.ts';
export { rulesWritingWith } from './template-use.query.ts';
