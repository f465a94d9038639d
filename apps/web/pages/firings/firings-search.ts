import { bare, oneOf, type Search, textIn } from '../../search.ts';

/** The address of the firings: which rule, course, run or learner, and whether only those in shadow. */
export const firingsSearch = (search: Search) =>
  bare({
    rule: textIn(search, 'rule'),
    course: textIn(search, 'course'),
    run: textIn(search, 'run'),
    learner: textIn(search, 'learner'),
    mode: oneOf(search, 'mode', ['shadow']),
  });
export type FiringsSearch = ReturnType<typeof firingsSearch>;
