export * from './back-test/outcome.ts';
export * from './back-test/place.ts';
export * from './back-test/watch.ts';
export * from './look.ts';
export { neverStarted } from './ready-made/never-started.rule.ts';
export { readyMadeRules } from './ready-made/ready-made-rules.ts';
export { bind, parametersOf, type ParameterValues, type Rule } from './rule.ts';
export * from './rule.decider.ts';
export { soundDraft } from './sound-rule.ts';
