import { bare, positiveIn, type Search, textIn } from '../../search.ts';

/** Which version of a template is looked at, in which language, and written to whom. */
export const templateSearch = (search: Search) =>
  bare({
    version: positiveIn(search, 'version'),
    language: textIn(search, 'language'),
    learner: textIn(search, 'learner'),
  });
export type TemplateSearch = ReturnType<typeof templateSearch>;
