import { bare, instantIn, type Search, textIn } from '../../search.ts';

/** The address of a timeline: one course or all, as of when, and the fact that somebody came to see. */
export const learnerSearch = (search: Search) =>
  bare({
    course: textIn(search, 'course'),
    asOf: instantIn(search, 'asOf'),
    source: textIn(search, 'source'),
    fact: textIn(search, 'fact'),
  });
export type LearnerSearch = ReturnType<typeof learnerSearch>;
