export { type Books, type DayRange, openBooks } from './postgres-books.ts';
export { openDeadLetterStore } from './postgres-dead-letters.ts';
