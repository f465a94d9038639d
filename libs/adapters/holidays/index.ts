export { holidaysOf } from './public-holidays.ts';
