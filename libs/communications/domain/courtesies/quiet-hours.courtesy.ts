import { quietUntil } from '../quiet-hours.ts';
import { type Courtesy, defer } from './courtesy.ts';

export const quietHours: Courtesy = {
  id: 'quiet-hours',
  sentence: "Nothing is sent in the quiet hours of the person's own day.",
  objection: ({ addressee, category, manners }, at) => {
    if (!category.waitsFor.includes('quiet-hours')) return undefined;
    const until = quietUntil(manners.quietHours, addressee?.timeZone, at);
    return until && defer(until, `quiet hours in ${addressee?.timeZone}`);
  },
};
