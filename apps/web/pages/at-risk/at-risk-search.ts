import { type Schemas } from '../../api.ts';
import { bare, instantIn, oneOf, positiveIn, type Search, textIn } from '../../search.ts';
import { inPlace } from '../conditions-of-place.ts';

/** The address of the list: where, as of when, and what of the default rule is asked otherwise. */
export const atRiskSearch = (search: Search) =>
  bare({
    course: textIn(search, 'course'),
    run: textIn(search, 'run'),
    neverStarted: daysIn(search, 'neverStarted'),
    silent: daysIn(search, 'silent'),
    failed: oneOf(search, 'failed', ['off']),
    overdue: oneOf(search, 'overdue', ['off']),
    asOf: instantIn(search, 'asOf'),
  });
export type AtRiskSearch = ReturnType<typeof atRiskSearch>;

type Asked = Schemas['AskAtRiskRequest'];

const daysIn = (search: Search, key: string): number | 'off' | undefined =>
  oneOf(search, key, ['off']) ?? positiveIn(search, key);

const within = (days: number | 'off' | undefined): { days: number } | null | undefined => {
  if (days === undefined) return undefined;
  return days === 'off' ? null : { days };
};

/** The question; what the address does not say is left to the default rule of the server. */
export const atRiskQuestionOf = (search: AtRiskSearch): Asked => {
  const { neverStarted, silent, failed, overdue, asOf } = search;
  const rule = bare({
    neverStarted: within(neverStarted),
    silent: within(silent),
    failedAssessment: failed === undefined ? undefined : false,
    overdueAssessment: overdue === undefined ? undefined : false,
  });
  return {
    where: inPlace(search),
    ...(Object.keys(rule).length === 0 ? {} : { rule }),
    ...bare({ asOf }),
  };
};
