import { bare, type Search, textIn } from '../../search.ts';

/** Which rule a new one starts from. */
export const newRuleSearch = (search: Search) => bare({ from: textIn(search, 'from') });
