import { type Schemas } from '../../api.ts';
import { bare, instantIn, oneOf, positiveIn, type Search, textIn } from '../../search.ts';
import { inPlace } from '../conditions-of-place.ts';

/** The address of a curve: of whom, from when, by what, as of when; and which of its two views. */
export const curveSearch = (search: Search) =>
  bare({
    course: textIn(search, 'course'),
    run: textIn(search, 'run'),
    by: textIn(search, 'by'),
    within: textIn(search, 'within'),
    silence: oneOf(search, 'silence', ['off']) ?? positiveIn(search, 'silence'),
    until: positiveIn(search, 'until'),
    origin: oneOf(search, 'origin', ['run-start']),
    cohort: oneOf(search, 'cohort', ['all']),
    late: oneOf(search, 'late', ['from-enrolling']),
    view: oneOf(search, 'view', ['ends']),
    asOf: instantIn(search, 'asOf'),
  });
export type CurveSearch = ReturnType<typeof curveSearch>;

type Asked = Schemas['AskDropoutCurveRequest'];

/** What the address does not say is left to the defaults of the question. */
export const curveQuestionOf = (search: CurveSearch): Asked => {
  const { by, within, silence, until, origin, cohort, late, asOf } = search;
  return {
    where: inPlace(search),
    ...bare({
      groupBy: by,
      stratifyBy: by === undefined ? undefined : within,
      lapse: lapseOf(silence),
      until: until === undefined ? undefined : { days: until },
      origin,
      cohort: origin === undefined ? undefined : cohort,
      delayedEntry: late === undefined ? undefined : true,
      asOf,
    }),
  };
};

const lapseOf = (silence: CurveSearch['silence']): Asked['lapse'] => {
  if (silence === undefined) return undefined;
  return silence === 'off' ? false : { days: silence };
};
