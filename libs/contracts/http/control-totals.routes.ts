import { z } from 'zod';
import { learningEvents } from '../learning/learning-events.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

export const controlTotal = z.strictObject({
  source: z.string().min(1).max(512),
  day: z.iso.date().describe('The day on which the facts happened (`time`), in UTC'),
  type: z.enum(learningEvents.map(({ type }) => type)),
  count: z.int().nonnegative().describe('How many different facts of this type the source has for that day'),
});
export type ControlTotal = z.infer<typeof controlTotal>;

export const tellControlTotal = defineRoute({
  name: 'tellControlTotal',
  method: 'post',
  path: '/v1/control-totals',
  tag: 'intake',
  summary: 'What a source counts itself, for `reconcile` to hold against',
  description: 'The latest total of a source, day and type counts; the same told twice changes nothing.',
  scope: 'ingest',
  body: json(controlTotal),
  answers: { 200: { description: 'It is durable', content: json(controlTotal) }, 400: no('Not a control total') },
});

export const controlTotalsRoutes = [tellControlTotal] as const;
