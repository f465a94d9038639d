export * from './criteria-reader.ts';
export { type Match, type Where } from './matching.query.ts';
export * from './warehouse.port.ts';
