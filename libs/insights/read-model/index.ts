export * from './derived/derived-read-models.ts';
export * from './enrolments/enrolment-facts.ts';
export * from './enrolments/run-dates.ts';
export { type Bind } from './enrolments/look-ahead.ts';
export * from './enrolments/shape-of-facts.ts';
export * from './enrolments/states-told.ts';
export * from './enrolments/told-of-enrolments.ts';
export * from './enrolments/told-results.ts';
export {
  type Apart,
  type ShapeOfEnrolments,
  shapeOfEnrolments,
  shapeOfTheirFacts,
  type Whom,
} from './enrolments/who-stands-apart.ts';
export * from './facts/counted-facts.ts';
export * from './facts/facts-over-time.ts';
export * from './facts/facts.projection.ts';
export * from './facts/facts.table.ts';
export * from './facts/plain-fact.ts';
export * from './facts/scope-of-facts.ts';
export * from './migrate.ts';
export * from './rebuild.ts';
export * from './row-binary.ts';
export * from './warehouse.port.ts';
export * from './criteria-facts.ts';
