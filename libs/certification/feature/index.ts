export { startEndorsements } from './endorsements/start-endorsements.ts';
