import { type Schemas } from '../../api.ts';
import { bare, instantIn, oneOf, positiveIn, type Search, textIn } from '../../search.ts';
import { inPlace } from '../conditions-of-place.ts';

export const FIGURES = ['finished', 'passed', 'withdrawn', 'neverStarted', 'score'] as const;
const DAY_MS = 86_400_000;
export const USUAL_DAYS = 90;

/** The address of a comparison: of groups by something, or of the time before and after a day. */
export const compareSearch = (search: Search) =>
  bare({
    by: textIn(search, 'by'),
    around: instantIn(search, 'around'),
    days: positiveIn(search, 'days'),
    course: textIn(search, 'course'),
    run: textIn(search, 'run'),
    baseline: textIn(search, 'baseline'),
    figure: oneOf(search, 'figure', FIGURES),
    asOf: instantIn(search, 'asOf'),
  });
export type CompareSearch = ReturnType<typeof compareSearch>;

type Asked = Schemas['AskCompareRequest'];

export const compareQuestionOf = (search: CompareSearch): Asked => {
  const { by = 'course', around, days = USUAL_DAYS, baseline, asOf } = search;
  return {
    where: inPlace(search),
    ...(around === undefined ? { by } : { periods: beforeAndAfter(around, days) }),
    ...bare({ baseline, asOf }),
  };
};

/** Two times of one length that meet at the day. */
const beforeAndAfter = (around: string, days: number): NonNullable<Asked['periods']> => {
  const at = Date.parse(around);
  const [from, to] = [at - days * DAY_MS, at + days * DAY_MS].map((time) => new Date(time).toISOString());
  return [
    { name: 'before', from: from ?? around, to: around },
    { name: 'after', from: around, to: to ?? around },
  ];
};
