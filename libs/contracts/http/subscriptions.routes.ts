import { z } from 'zod';
import { messageOutcome } from '../decisions/communications.events.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';
import { timeZone } from './time-zone.ts';

const instant = z.iso.datetime({ offset: true });

const at = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, such as 08:30');
const workingDaysOnly = z.boolean().default(false);

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** When the clocks of a zone show a time, on days that return. Working days are Monday to Friday; holidays are not known. */
export const schedule = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), at, timeZone, workingDaysOnly }),
  z.strictObject({ every: z.literal('week'), on: z.enum(weekdays), at, timeZone }),
  z.strictObject({
    every: z.literal('month'),
    day: z.int().min(1).max(31).describe('In a shorter month its last day'),
    at,
    timeZone,
    workingDaysOnly: workingDaysOnly.describe('A report that falls on a weekend comes on the next Monday'),
  }),
]);
export type Schedule = z.output<typeof schedule>;

const workingHours = z
  .strictObject({
    from: z.int().min(0).max(23),
    to: z.int().min(1).max(24).describe('Exclusive'),
    days: z.array(z.enum(weekdays)).min(1).max(7).default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
    timeZone,
  })
  .refine(({ from, to }) => from < to, { error: 'ends before it begins', path: ['to'] });
export type WorkingHours = z.output<typeof workingHours>;

/** A figure that is looked at again and again, and told about while it is beyond a value. */
export const threshold = z.strictObject({
  figure: z
    .string()
    .min(1)
    .max(500)
    .describe('Its path in the answer: totals.completionRate, steps.3.rateFromFirst (lists count from 0)'),
  is: z.enum(['above', 'below']).describe('Strictly; an undefined figure (null) is neither'),
  value: z.number(),
  lookEveryMinutes: z.int().min(1).max(10_080).default(15),
  repeatAfterHours: z
    .int()
    .min(1)
    .max(8_760)
    .default(24)
    .describe('At most one alert in so many hours, also where the figure goes to and fro'),
  workingHours: workingHours.optional().describe('Outside of them nobody looks'),
});
export type Threshold = z.output<typeof threshold>;

export const newSubscription = z
  .strictObject({
    savedQuestion: z.uuid(),
    to: z
      .string()
      .min(1)
      .max(512)
      .describe('A person as `people` knows them: the address is looked up when a mail goes out'),
    schedule: schedule.optional(),
    threshold: threshold.optional(),
  })
  .refine((one) => (one.schedule === undefined) !== (one.threshold === undefined), {
    error: 'a subscription has either a schedule or a threshold',
    path: ['schedule'],
  });
export type NewSubscription = z.output<typeof newSubscription>;

export const subscriptionView = z.object({
  id: z.uuid(),
  savedQuestion: z.uuid(),
  to: z.string(),
  sentence: z.string().describe('When it comes, in words'),
  schedule: schedule.nullable(),
  threshold: threshold.nullable(),
  madeAt: instant,
  madeBy: z.string().describe('Id of the key; a report holds what this key may see'),
  endedAt: instant.nullable(),
  nextLookAt: instant.nullable().describe('When it is due, or the figure is looked at next; null when it has ended'),
  lastLook: z
    .object({ at: instant, figure: z.number().nullable(), failure: z.string().nullable() })
    .nullable()
    .describe('At the figure of a threshold'),
});
export type SubscriptionView = z.infer<typeof subscriptionView>;

export const subscriptionList = z.object({ subscriptions: z.array(subscriptionView).describe('Newest first') });
export type SubscriptionList = z.infer<typeof subscriptionList>;

export const subscriptionsQuery = z.strictObject({
  savedQuestion: z.uuid().optional(),
  to: z.string().optional(),
  ended: z.enum(['true', 'false']).default('false').describe('true: those that have ended'),
});
export type SubscriptionsQuery = z.output<typeof subscriptionsQuery>;

export const reportList = z.object({
  reports: z
    .array(
      z.object({
        id: z.string(),
        asOf: instant.describe('The answer is as known at that time, whenever the mail goes out'),
        version: z.int().positive().describe('Of the saved question'),
        because: z.string(),
        passedOver: z
          .int()
          .describe('Reports that fell due earlier, while nobody looked, and were left out for this one'),
        outcome: z.enum(['due', ...messageOutcome.options]),
        why: z.string().nullable(),
        message: z.string().nullable(),
      }),
    )
    .describe('Newest first, at most 100'),
});
export type ReportList = z.infer<typeof reportList>;

const tag = 'subscriptions';
const scope = 'engage';
const params = z.object({ id: z.uuid() });
const missing = no('There is no such subscription');

export const subscribe = defineRoute({
  name: 'subscribe',
  method: 'post',
  path: '/v1/subscriptions',
  tag,
  summary: "Mails a saved question's answer to a person, on a schedule or beyond a threshold",
  description:
    'The key must have the scope `ask` too. Each report is mailed at most once; in the quiet hours of the person it waits. ' +
    'Reports that fell due while no server ran are left out but the latest.',
  scope,
  body: json(newSubscription),
  answers: {
    201: { description: 'From now on', content: json(subscriptionView) },
    400: no('It makes no sense; the answer says which field'),
    409: no('The saved question is archived'),
  },
});

export const listSubscriptions = defineRoute({
  name: 'listSubscriptions',
  method: 'get',
  path: '/v1/subscriptions',
  tag,
  summary: 'Who gets which saved question, and when',
  scope,
  query: subscriptionsQuery,
  answers: { 200: { description: 'All of them', content: json(subscriptionList) } },
});

export const getSubscription = defineRoute({
  name: 'getSubscription',
  method: 'get',
  path: '/v1/subscriptions/{id}',
  tag,
  summary: 'One subscription',
  scope,
  params,
  answers: { 200: { description: 'The subscription', content: json(subscriptionView) }, 404: missing },
});

export const listReports = defineRoute({
  name: 'listReports',
  method: 'get',
  path: '/v1/subscriptions/{id}/reports',
  tag,
  summary: 'What fell due, and what became of it',
  scope,
  params,
  answers: { 200: { description: 'The reports', content: json(reportList) }, 404: missing },
});

export const endSubscription = defineRoute({
  name: 'endSubscription',
  method: 'delete',
  path: '/v1/subscriptions/{id}',
  tag,
  summary: 'Ends a subscription; again is no error',
  description: 'A report that waits is not sent any more. What was sent stays in the list of reports.',
  scope,
  params,
  answers: { 204: { description: 'It has ended' }, 404: missing },
});

export const subscriptionsRoutes = [
  subscribe,
  listSubscriptions,
  getSubscription,
  listReports,
  endSubscription,
] as const;
