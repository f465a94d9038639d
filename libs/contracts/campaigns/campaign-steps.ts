import { z } from 'zod';
import { calendarEvent } from './calendar-event.ts';

const slug = /^[a-z][a-z0-9-]*$/;

export const campaignId = z
  .string()
  .max(100)
  .regex(slug, { error: 'a campaign is named by small letters, digits and hyphens' });

/** Unique in the campaign; messages keep it over versions, so that nobody gets a step twice. */
export const stepId = z.string().max(60).regex(slug, { error: 'a step is named by small letters, digits and hyphens' });

/** By the names that a template declares. */
export const variableValues = z
  .record(
    z.string().min(1).max(40),
    z.union([z.string().max(1000), z.number(), z.array(z.string().max(1000)).max(200)]),
  )
  .describe('Values of the variables that the template declares');

/** Channels to one person. */
export const personalChannel = z.enum(['email', 'slack', 'teams', 'inbox']);
export type PersonalChannel = z.infer<typeof personalChannel>;

/** 9 goes first where a cap leaves room for one message only. */
export const priority = z.int().min(0).max(9);

/** What communications is asked to send to one person. */
export const messageAction = z.strictObject({
  type: z.literal('SendMessage'),
  channel: personalChannel,
  template: z.string().min(1),
  /** Not there: the newest when it is sent. */
  templateVersion: z.int().positive().optional(),
  values: variableValues.optional(),
  event: calendarEvent.optional(),
  category: z.string().min(1),
  priority,
});
export type MessageAction = z.output<typeof messageAction>;
