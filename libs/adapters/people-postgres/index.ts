export { openPeople, type PostgresPeople } from './postgres-people.ts';
