import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/** An appointment that a mail carries as iCalendar (RFC 5545). Everybody who gets the step gets the same one. */
export const calendarEvent = z
  .strictObject({
    title: z.string().min(1).max(200),
    start: instant,
    end: instant.optional(),
    duration: z
      .strictObject({ minutes: z.int().min(1).max(20_160) })
      .optional()
      .describe('In place of `end`'),
    place: z.string().min(1).max(300).optional(),
    description: z.string().min(1).max(2_000).optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(1_000)
      .optional(),
  })
  .superRefine(({ start, end, duration }, context) => {
    const wrong = (message: string): void => context.addIssue({ code: 'custom', path: ['end'], message });
    if ((end === undefined) === (duration === undefined)) wrong('say either `end` or `duration`');
    if (end !== undefined && Date.parse(end) <= Date.parse(start)) wrong('it ends before it begins');
  });
export type CalendarEvent = z.output<typeof calendarEvent>;
