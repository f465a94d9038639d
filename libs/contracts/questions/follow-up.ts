import { z } from 'zod';
import { field } from './condition.ts';

export const duration = z
  .strictObject({
    days: z.number().positive().max(36_500).optional(),
    seconds: z.number().positive().max(3_153_600_000).optional(),
  })
  .refine(({ days, seconds }) => (days === undefined) !== (seconds === undefined), {
    error: 'a duration is { days } or { seconds }',
  });

export const enrolmentField = field.refine((name) => !name.startsWith('event.'), {
  error: 'an enrolment is described by course, run, enrolment.<name> and person.<name>',
});

const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** From when to when an enrolment is followed, and what ends that: the same in every question about the time to dropout. */
export const followUpFields = {
  origin: z
    .enum(['enrolment', 'run-start'])
    .default('enrolment')
    .describe('From when time is counted. Enrolments in a run whose start was not told have no run-start: left out'),
  cohort: z
    .enum(['all', 'enrolled-at-origin'])
    .default('enrolled-at-origin')
    .describe(
      'Of origin run-start. all: times before the origin stay, negative; enrolled-at-origin: who dropped out at or before it is not in. ' +
        'With origin enrolment everyone is enrolled at their own origin',
    ),
  delayedEntry: z
    .boolean()
    .default(false)
    .describe('Who enrolled after the origin is at risk only from then on; otherwise from the origin'),
  until: z
    .union([z.literal('run-end'), duration], { error: 'until is "run-end", { days } or { seconds }' })
    .default('run-end')
    .describe(
      'End of follow-up: of the run (asOf where none was told), or so long after the origin; never later than asOf',
    ),
  lapse: z
    .union([z.boolean(), duration], { error: 'lapse is true, false, { days } or { seconds }' })
    .default(true)
    .describe(
      'Counts silence as dropout, after the lapse period that the course states (none where it states none) or after this one; false: only what was told',
    ),
  timeUnit: z
    .enum(['day', 'second'])
    .default('day')
    .describe('day: difference of calendar dates; second: exact, to the millisecond'),
  timeZone: z
    .string()
    .max(100)
    .refine((name) => zones.has(name), { error: 'is no time zone that is known, such as Europe/Rome' })
    .default('UTC')
    .describe('In which calendar dates are read'),
};

export type FollowUp = z.output<z.ZodObject<typeof followUpFields>>;

/** Adds an issue where days are counted and the end of follow-up is no whole day. */
export const untilFitsTheUnit = ({ timeUnit, until }: FollowUp, check: z.core.$RefinementCtx): void => {
  if (timeUnit !== 'day' || until === 'run-end' || Number.isInteger(until.days)) return;
  const path = ['until', until.days === undefined ? 'seconds' : 'days'];
  check.addIssue({ code: 'custom', path, message: 'with timeUnit day, until is a whole number of days' });
};
