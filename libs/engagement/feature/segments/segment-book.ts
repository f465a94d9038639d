import { SegmentDefined, SegmentMembersKept, type SegmentView } from '@laurel/contracts';
import { type SegmentDefinition, sentenceOfPopulation } from '@laurel/criteria-domain';
import { segmentDecider, type SegmentVersion } from '@laurel/engagement-domain';
import { type EventSearch, type EventStore, type RecordedEvent } from '@laurel/kernel';

export const streamOfSegment = (segment: string): string => `segment-${segment}`;
export const streamOfMembers = (list: string): string => `segment-members-${list}`;

/** A version of a segment, and who wrote it when. */
export interface KeptSegment {
  readonly content: SegmentVersion;
  readonly definedAt: Date;
  readonly by: string | null;
  readonly archived: boolean;
}

/** The newest version, or the one that is named; undefined where there is none. */
export const readSegment = async (
  store: Pick<EventStore, 'read'>,
  id: string,
  version?: number,
): Promise<KeptSegment | undefined> => {
  const events = await store.read(streamOfSegment(id));
  const { archived } = events.map(segmentDecider.read).reduce(segmentDecider.evolve, segmentDecider.initial);
  const versions = events.flatMap((event) => keptIn(event, archived));
  return version === undefined ? versions.at(-1) : versions.find(({ content }) => content.version === version);
};

const keptIn = (event: RecordedEvent, archived: boolean): readonly KeptSegment[] => {
  const decided = segmentDecider.read(event);
  if (decided.type !== SegmentDefined.type || !('version' in decided.data)) return [];
  return [{ content: decided.data, definedAt: event.recordedAt, by: event.cause.actor ?? null, archived }];
};

/** More versions of segments than an installation writes in its life. */
const MOST_VERSIONS = 10_000;

/** Those in use, by id. */
export const readSegments = async (store: EventStore, search: EventSearch): Promise<readonly KeptSegment[]> => {
  const defined = await search.find({ types: [SegmentDefined.type], about: {}, limit: MOST_VERSIONS });
  const ids = [...new Set(defined.map((event) => SegmentDefined.read(event).data.segment))].sort();
  const segments = await Promise.all(ids.map((id) => readSegment(store, id)));
  return segments.filter((one) => one !== undefined).filter(({ archived }) => !archived);
};

/** The people of a fixed segment. */
export const readMembers = async (
  store: Pick<EventStore, 'read'>,
  { fixed }: SegmentVersion,
): Promise<ReadonlySet<string> | undefined> => {
  if (!fixed) return undefined;
  const parts = await store.read(streamOfMembers(fixed.list));
  return new Set(parts.flatMap((event) => SegmentMembersKept.read(event).data.learners));
};

/** Segments for whoever reads criteria; each version of a list of people is read once. */
export const segmentBook = (store: Pick<EventStore, 'read'>) => {
  const lists = new Map<string, ReadonlySet<string>>();
  const membersOf = async (content: SegmentVersion): Promise<ReadonlySet<string> | undefined> => {
    const list = content.fixed?.list ?? '';
    const members = lists.get(list) ?? (await readMembers(store, content));
    if (members && list) remember(lists, list, members);
    return members;
  };
  return async (id: string, version: number | undefined): Promise<SegmentDefinition | undefined> => {
    const kept = await readSegment(store, id, version);
    if (!kept) return undefined;
    const { segment, version: read, title, population } = kept.content;
    return { segment, version: read, title, population, members: await membersOf(kept.content) };
  };
};

const LISTS_REMEMBERED = 20;

const remember = (lists: Map<string, ReadonlySet<string>>, list: string, members: ReadonlySet<string>): void => {
  lists.delete(list);
  lists.set(list, members);
  const [oldest] = lists.keys();
  if (lists.size > LISTS_REMEMBERED && oldest !== undefined) lists.delete(oldest);
};

export const segmentViewOf = ({ content, definedAt, by, archived }: KeptSegment): SegmentView => {
  const { segment, version, title, population, fixed } = content;
  return {
    ...{ id: segment, version, title, sentence: sentenceOfPopulation(population), population, archived, by },
    keeps: fixed ? 'fixed' : 'live',
    asOf: fixed?.asOf ?? null,
    definedAt: definedAt.toISOString(),
  };
};
