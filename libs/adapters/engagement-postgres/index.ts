export * from './journey-list.ts';
