import { type FollowUp } from '@laurel/contracts';
import { runDates, type ShapeOfEnrolments } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, histories, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

const DAY_MS = 86_400_000;
/** The year 2200, in milliseconds: later than any fact may be, and a date that the engine can still read. */
const NEVER = 7_258_118_400_000;
const AS_OF_MS = `least({asOf:Int64}, ${NEVER - 1})`;

/** What became of an enrolment, as the queries number it. */
export const EXIT = { censored: 0, dropout: 1, completion: 2, leftOut: 3, notInCohort: 4 } as const;

/** What decides how an enrolment is followed; `recurrent` asks for its returns too. */
type Following = FollowUp & { readonly recurrent?: boolean };

type Duration = Exclude<FollowUp['until'], 'run-end'>;
const millisecondsOf = ({ days, seconds }: Duration): number =>
  days === undefined ? (seconds ?? 0) * 1000 : days * DAY_MS;

/** The lapse period that holds for every course; undefined leaves it to what the courses state. */
export const lapseMsOf = ({ lapse }: FollowUp): number | undefined => {
  if (lapse === true) return undefined;
  return lapse === false ? 0 : millisecondsOf(lapse);
};

/** Whether a lapse could be found. */
export const lapseIsKnown = ({ lapse }: FollowUp, { lapses }: ShapeOfEnrolments): boolean =>
  lapse === true ? lapses : lapse !== false;

/**
 * One row per enrolment with what became of it (`exit`), when (`time`), and from when it is under observation (`entry`);
 * times from its origin, in days or milliseconds. With `recurrent` also the times at which it came back after a dropout
 * (`returns`) while it was observed, which a dropout does not end (`observed`).
 */
export const followUps = (question: Following, query: EnrolmentsQuery, parameters: Parameters): string => {
  const since = sinceOrigin(question, parameters);
  return inSteps(
    moments(question, query, parameters),
    `${since('left_at')} AS dropout_time, ${since('completed_at')} AS completion_time,
      ${endTime(question, since)} AS end_time, ${entryTime(question, since)} AS entry`,
    'least(completion_time, end_time) AS observed, least(dropout_time, observed) AS time',
    `NOT time_known AS unknown, ${notInCohort(question)} AS outside, ${mayPrecedeOrigin(question) ? '0' : 'time <= entry'} AS unfollowed,
      dropout_time = time AS drops_out, completion_time = time AS completes`,
    `${firstThatHolds({
      unknown: EXIT.leftOut,
      outside: EXIT.notInCohort,
      unfollowed: EXIT.leftOut,
      drops_out: EXIT.dropout,
      completes: EXIT.completion,
    })} AS exit`,
    ...(question.recurrent ? [`${returnTimes(question, since)} AS returns`] : []),
  );
};

/** Each step names the columns of those before: an alias used in its own step is written out at every use. */
export const inSteps = (from: string, ...steps: readonly string[]): string =>
  steps.reduce((rows, columns) => `(SELECT *, ${columns} FROM ${rows})`, from);

/** multiIf as arithmetic: its lazy branches cost the engine more than all the rest of this query. None holds: 0. */
const firstThatHolds = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values).reduceRight(
    (otherwise, [condition, value]) => `${condition} * ${value} + (1 - ${condition}) * (${otherwise})`,
    `${EXIT.censored}`,
  );

/** In milliseconds since 1970, what did not happen never: origin, first dropout unless completed before, completion, end of the run. */
const moments = (question: Following, query: EnrolmentsQuery, parameters: Parameters): string => {
  const lapses = lapseIsKnown(question, query.shape);
  // States are more than is needed without signs, and the engine would think about all of it.
  const signsMatter = lapses || question.recurrent === true || query.everySign === true;
  const dropouts = lapses ? 'arrayConcat(withdrawn_dated, lapses)' : 'withdrawn_dated';
  return `(
SELECT state.*, ${ORIGIN[question.origin]} AS origin, ${timeKnown(question)} AS time_known,
  least(first_completion, ${NEVER}) AS completed_at,
  arrayMin(${dropouts}) + empty(${dropouts}) * ${NEVER} AS first_left, first_left + (first_left > completed_at) * ${NEVER} AS left_at
  ${question.until === 'run-end' ? `, if(runs.has_endsAt, least(runs.endsAt, ${AS_OF_MS}), ${AS_OF_MS}) AS end_at` : ''}
FROM ${signsMatter ? statesOfEnrolments(query, parameters) : histories(query, parameters)} AS state
${asksForRuns(question) ? `LEFT JOIN ${runDates(query.shape.allCount)} AS runs ON state.course = runs.course AND state.enrolment_run = runs.run` : ''}
)`;
};

const ORIGIN = { enrolment: 'told_at', 'run-start': 'runs.startsAt' } as const;

const asksForRuns = ({ origin, until }: FollowUp): boolean => origin === 'run-start' || until === 'run-end';

/** An enrolment whose time is not known has opened before all time. */
const timeKnown = ({ origin, delayedEntry }: FollowUp): string => {
  if (origin === 'enrolment') return 'opened >= 0';
  return `runs.has_startsAt${delayedEntry ? ' AND opened >= 0' : ''}`;
};

/** SQL of the time from the origin to a moment: of calendar dates the difference, else milliseconds. */
export type Since = (moment: string) => string;

export const sinceOrigin = ({ timeUnit, timeZone }: FollowUp, parameters: Parameters): Since => {
  if (timeUnit === 'second') return (moment) => `${moment} - origin`;
  if (timeZone === 'UTC') return (moment) => `intDiv(${moment}, ${DAY_MS}) - intDiv(origin, ${DAY_MS})`;
  const zone = parameters.add(timeZone, 'String');
  const date = (moment: string): string => `toInt64(toDate32(fromUnixTimestamp64Milli(toInt64(${moment}), ${zone})))`;
  return (moment) => `${date(moment)} - ${date('origin')}`;
};

const endTime = ({ until, timeUnit }: FollowUp, since: Since): string => {
  if (until === 'run-end') return since('end_at');
  const length = timeUnit === 'day' ? until.days : millisecondsOf(until);
  return `least(${length}, ${since(AS_OF_MS)})`;
};

const entryTime = ({ origin, delayedEntry }: FollowUp, since: Since): string =>
  origin === 'run-start' && delayedEntry ? `greatest(0, ${since('opened')})` : '0';

/** Everybody counts from their own beginning, before the origin too. */
export const mayPrecedeOrigin = ({ origin, cohort, delayedEntry }: FollowUp): boolean =>
  origin === 'run-start' && cohort === 'all' && !delayedEntry;

/** With origin enrolment everyone is enrolled at their origin, and who left at that very time was not followed. */
const notInCohort = ({ origin, cohort }: FollowUp): string =>
  origin === 'run-start' && cohort === 'enrolled-at-origin' ? '(dropout_time = time) * (time <= 0)' : '0';

/** After each dropout the first sign, each once; several dropouts may lie before one. */
const returnTimes = (question: FollowUp, since: Since): string => `
arrayFilter(after -> ${mayPrecedeOrigin(question) ? '1' : 'after > entry'} AND after <= observed,
  arrayMap(sign -> ${since('sign')}, arrayDistinct(arrayFilter(sign -> sign > 0,
    arrayMap(left -> arrayFirst(sign -> sign > left, signs),
      arrayFilter(left -> left >= told_at AND left <= completed_at, arrayConcat(withdrawn_dated, lapses)))))))`;
