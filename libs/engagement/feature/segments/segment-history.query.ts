import { type SegmentHistory } from '@laurel/contracts';
import { sentenceOfPopulation } from '@laurel/criteria-domain';
import { segmentDecider } from '@laurel/engagement-domain';
import { type EventStore } from '@laurel/kernel';
import { streamOfSegment } from './segment-book.ts';

/** Who decided what about a segment, newest first. */
export const readSegmentHistory = async (
  { store }: { readonly store: Pick<EventStore, 'read'> },
  segment: string,
): Promise<SegmentHistory> => {
  const events = await store.read(streamOfSegment(segment));
  const decisions = events.map((event): SegmentHistory['decisions'][number] => {
    const decided = segmentDecider.read(event);
    const when = { at: event.recordedAt.toISOString(), by: event.cause.actor ?? null };
    if (decided.type === 'engagement.SegmentArchived')
      return { ...when, what: 'archived', version: null, title: null, sentence: null };
    const { version, title, population } = decided.data;
    return { ...when, what: 'defined', version, title, sentence: sentenceOfPopulation(population) };
  });
  return { decisions: decisions.reverse() };
};
