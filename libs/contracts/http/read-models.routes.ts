import { z } from 'zod';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

export const readModelList = z.object({
  readModels: z.array(
    z.object({
      name: z.string(),
      /** The question it answers. */
      answers: z.string(),
      rows: z.int().describe('Stored rows, before duplicates are folded'),
      bytes: z.int().describe('On disk'),
    }),
  ),
});
export type ReadModelList = z.infer<typeof readModelList>;

/** One line of a rebuild. The last one is `swapped`, `kept` (differences were found and the live one stays) or `failed`. */
export const rebuildProgress = z.object({
  readModel: z.string(),
  state: z.enum(['filling', 'comparing', 'swapped', 'kept', 'failed']),
  factsDone: z.int(),
  factsTotal: z.int(),
  differences: z.int().nullable().describe('Keys on which live and rebuilt disagree; null when they were not compared'),
  reason: z.string().optional(),
});
export type RebuildProgress = z.infer<typeof rebuildProgress>;

export const rebuildOrder = z.strictObject({
  compare: z.boolean().default(false).describe('Compare with the live one, and swap only when both agree'),
});

const readModelName = z.object({ name: z.string() });

export const listReadModels = defineRoute({
  name: 'listReadModels',
  method: 'get',
  path: '/v1/read-models',
  tag: 'read models',
  summary: 'The read models that are derived from the facts',
  scope: 'operate',
  answers: { 200: { description: 'All of them', content: { 'application/json': readModelList } } },
});

export const rebuildReadModel = defineRoute({
  name: 'rebuildReadModel',
  method: 'post',
  path: '/v1/read-models/{name}/rebuild',
  tag: 'read models',
  summary: 'Builds a read model anew beside the live one and swaps them',
  description:
    'Answers one line per step of the work as it goes. Questions and intake go on; nothing told meanwhile is lost.',
  scope: 'operate',
  params: readModelName,
  body: { 'application/json': rebuildOrder },
  answers: {
    200: { description: 'Progress, one JSON object per line', content: { 'application/x-ndjson': rebuildProgress } },
    404: { description: 'No read model has that name', content: { 'application/problem+json': problem } },
    409: { description: 'It is being rebuilt already', content: { 'application/problem+json': problem } },
  },
});

export const readModelsRoutes = [listReadModels, rebuildReadModel] as const;
