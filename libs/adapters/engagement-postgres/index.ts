export * from './due-looks.ts';
