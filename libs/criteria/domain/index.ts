export * from './criterion.ts';
export {
  begunAt,
  type Enrolment,
  type EnrolmentFacts,
  type EnrolmentKey,
  enrolmentOf,
  latestFact,
  type Fact,
  type State,
} from './enrolment.ts';
export * from './history.ts';
export { turningTimes } from './turning-times.ts';
export { DAY_MS, evaluate, type Finding } from './evaluate.ts';
export { dayOf, plural } from './words.ts';
