import { bare, instantIn, oneOf, type Search, textIn } from '../../search.ts';

/** The address of the overview: rows by course or run, and one course or all, as of when. */
export const overviewSearch = (search: Search) =>
  bare({
    by: oneOf(search, 'by', ['course', 'run']),
    course: textIn(search, 'course'),
    asOf: instantIn(search, 'asOf'),
  });
