import { z } from 'zod';
import { json } from './answers.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

/** One part of Laurel: well or not, with figures worth showing and, where it is not, why (`detail`) and what to do (`hint`). */
export const healthReport = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  figures: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export const readiness = z.object({ ready: z.boolean(), checks: z.array(healthReport) });

/** What the engineer who runs Laurel asks first. */
export const diagnosis = z.object({
  version: z.string(),
  roles: z.array(z.string()),
  now: z.iso.datetime(),
  ok: z.boolean(),
  checks: z.array(healthReport),
});

const tag = 'operation';

export const live = defineRoute({
  name: 'live',
  method: 'get',
  path: '/health/live',
  tag,
  summary: 'The process answers',
  scope: 'public',
  answers: { 200: { description: 'It does', content: json(z.object({ live: z.literal(true) })) } },
});

export const ready = defineRoute({
  name: 'ready',
  method: 'get',
  path: '/health/ready',
  tag,
  summary: 'Every part that this process needs is there',
  scope: 'public',
  answers: {
    200: { description: 'Ready', content: json(readiness) },
    503: { description: 'Not ready; says which part', content: json(readiness) },
  },
});

export const metrics = defineRoute({
  name: 'metrics',
  method: 'get',
  path: '/metrics',
  tag,
  summary: 'Figures for Prometheus',
  scope: 'public',
  answers: { 200: { description: 'Exposition format', content: { 'text/plain': z.string() } } },
});

export const doctor = defineRoute({
  name: 'doctor',
  method: 'get',
  path: '/v1/doctor',
  tag,
  summary: 'Every dependency, lag, dead letters, disk and clock, and what to do',
  scope: 'operate',
  answers: {
    200: { description: 'The diagnosis', content: json(diagnosis) },
    401: { description: 'No or wrong key', content: { 'application/problem+json': problem } },
  },
});

export const openApi = defineRoute({
  name: 'openApi',
  method: 'get',
  path: '/v1/openapi.json',
  tag,
  summary: 'This interface as OpenAPI 3.1',
  scope: 'public',
  answers: { 200: { description: 'The document', content: json(z.record(z.string(), z.unknown())) } },
});

export const operationRoutes = [live, ready, metrics, doctor, openApi] as const;
