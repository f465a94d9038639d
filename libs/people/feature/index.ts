export { PeopleModule } from './people.module.ts';
export { startTellingAvailability } from './tell-availability.ts';
