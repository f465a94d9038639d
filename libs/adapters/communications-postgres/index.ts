export * from './waiting-list.ts';
