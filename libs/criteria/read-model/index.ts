export * from './assessments.query.ts';
export * from './criteria-reader.ts';
export * from './enrolled-courses.ts';
export * from './histories.ts';
export { type Match, matchingQuery, type Where } from './matching.query.ts';
export * from './warehouse.port.ts';
