export * from './look.ts';
export { neverStarted } from './never-started.rule.ts';
export * from './rule.decider.ts';
export { bind, type Parameter, parametersOf, type ParameterValues, type Rule, type RuleDefinition } from './rule.ts';
