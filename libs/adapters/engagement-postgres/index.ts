export * from './due-looks.ts';
export * from './journey-list.ts';
