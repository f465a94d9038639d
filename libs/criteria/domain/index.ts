export * from './absences.ts';
export * from './criterion.ts';
export {
  begunAt,
  type Enrolment,
  type EnrolmentFacts,
  type EnrolmentKey,
  enrolmentOf,
  type Fact,
  inOrder,
  latestFact,
  type State,
} from './enrolment.ts';
export { evaluate } from './evaluate.ts';
export { evaluateLearner } from './evaluate-learner.ts';
export { type Finding } from './finding.ts';
export * from './history.ts';
export * from './learner.ts';
export { asFacts } from './messages.ts';
export { sentenceOf, sentenceOfLearner, sentenceOfPopulation } from './sentence.ts';
export { stopsClocks, turningTimes } from './turning-times.ts';
export { DAY_MS, dayOf, plural } from './words.ts';
