export * from './assessments.query.ts';
export * from './criteria-reader.ts';
export * from './enrolled-courses.ts';
export * from './enrolments-of-few.ts';
export { type HistoriesOf, type HistoriesReader, historiesReader, type HistorySql } from './histories.ts';
export { type Match, matchingQuery, type Where } from './matching.query.ts';
export * from './warehouse.port.ts';
