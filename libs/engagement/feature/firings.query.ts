import { type firingList, type FiringsQuery, RuleFired } from '@laurel/contracts';
import { type z } from 'zod';
import { type EngagementPorts } from './engagement.deps.ts';
import { firingViewOf, outcomesOf } from './outcomes.ts';

/** Firings, newest first, each with its reasons and what became of it: read from the decisions themselves. */
export const listFirings = async (
  { search }: EngagementPorts,
  { limit, before, ...filter }: FiringsQuery,
): Promise<z.infer<typeof firingList>> => {
  const about = Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  const found = await search.find({
    ...{ types: [RuleFired.type], about, limit },
    ...(before === undefined ? {} : { before }),
  });
  const firings = found.map((event) => RuleFired.read(event).data);
  const learners = [...new Set(firings.map(({ learner }) => learner))];
  const outcomes = await outcomesOf(search, { about, learners });
  return {
    firings: found.map((event, n) => firingViewOf(event, outcomes.get(firings[n]?.firing ?? ''))),
    next: found.length === limit ? (found.at(-1)?.place ?? null) : null,
  };
};
