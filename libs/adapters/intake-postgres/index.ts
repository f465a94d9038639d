export { openDeadLetterStore } from './postgres-dead-letters.ts';
