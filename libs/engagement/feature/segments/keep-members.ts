import { type Population, SegmentMembersKept } from '@laurel/contracts';
import { type CriteriaReader } from '@laurel/criteria-read-model';
import { type SegmentVersion } from '@laurel/engagement-domain';
import { type Cause, type EventStore } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { streamOfMembers } from './segment-book.ts';

const PEOPLE_IN_AN_EVENT = 5_000;

/** Keeps who belongs to it at the time, durable before the segment names the list: a list that nothing names is harmless. */
export const keepMembers = async (
  { store, criteria }: { readonly store: EventStore; readonly criteria: CriteriaReader },
  { population, at, cause }: { readonly population: Population; readonly at: Date; readonly cause: Cause },
): Promise<NonNullable<SegmentVersion['fixed']>> => {
  const members = await criteria.members(population, at);
  const learners = [...new Set(members.map(({ learner }) => learner))];
  const list = newId();
  const parts = Array.from({ length: Math.ceil(learners.length / PEOPLE_IN_AN_EVENT) }, (_, part) =>
    learners.slice(part * PEOPLE_IN_AN_EVENT, (part + 1) * PEOPLE_IN_AN_EVENT),
  );
  const events = parts.map((part) => SegmentMembersKept.of({ list, learners: part }));
  if (events.length > 0) await store.append(streamOfMembers(list), 0, events, cause);
  return { asOf: at.toISOString(), list, learners: learners.length };
};
