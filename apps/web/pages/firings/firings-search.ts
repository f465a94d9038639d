import { bare, type Search, textIn } from '../../search.ts';

/** The address of the firings: which rule, course, run or learner. */
export const firingsSearch = (search: Search) =>
  bare({
    rule: textIn(search, 'rule'),
    course: textIn(search, 'course'),
    run: textIn(search, 'run'),
    learner: textIn(search, 'learner'),
  });
export type FiringsSearch = ReturnType<typeof firingsSearch>;
