export * from './assessments.query.ts';
export { type Query, type Where } from './compiling.ts';
export * from './criteria-reader.ts';
export * from './enrolled-courses.ts';
export * from './enrolments-of-few.ts';
export { type HistoriesOf, type HistoriesReader, historiesReader, type HistorySql } from './histories.ts';
export { type Match, matchingQuery } from './matching.query.ts';
export { type About, namedIn, type NamedPeople, namingLeaves, type SegmentDefinitions } from './naming.ts';
export * from './warehouse.port.ts';
