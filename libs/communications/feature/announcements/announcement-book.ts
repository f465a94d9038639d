import {
  type AnnouncementContent,
  AnnouncementCorrected,
  AnnouncementDrafted,
  AnnouncementFollowed,
  type AnnouncementList,
  AnnouncementNotMade,
  AnnouncementPublished,
  type AnnouncementView,
  AnnouncementWithdrawn,
  OWN_CHANNELS,
  PostPutOff,
  PostRefused,
  PostUnknown,
} from '@laurel/contracts';
import {
  type Announced,
  announcementDecider,
  announcementStream,
  type AnnouncementState,
  followLink,
  isAnnounced,
} from '@laurel/communications-domain';
import { type EventSearch, type EventStore, findAll, type RecordedEvent } from '@laurel/kernel';
import { type AnnouncementPorts } from './announcements.deps.ts';

export interface KeptAnnouncement extends Announced {
  readonly id: string;
  readonly publishedAt: Date;
  /** When its newest version came. */
  readonly changedAt: Date;
  readonly events: readonly RecordedEvent[];
}

const NOTICES = new Set<string>([AnnouncementPublished.type, AnnouncementCorrected.type, AnnouncementWithdrawn.type]);

export const readAnnouncement = async (
  store: Pick<EventStore, 'read'>,
  id: string,
): Promise<KeptAnnouncement | undefined> => {
  const events = await store.read(announcementStream(id));
  const state = stateOf(events);
  const notices = events.filter(({ type }) => NOTICES.has(type));
  const [first, last] = [notices[0], notices.at(-1)];
  if (!isAnnounced(state) || !first || !last) return undefined;
  return { ...state, id, publishedAt: first.recordedAt, changedAt: last.recordedAt, events };
};

const stateOf = (events: readonly RecordedEvent[]): AnnouncementState =>
  events.map(announcementDecider.read).reduce(announcementDecider.evolve, announcementDecider.initial);

/** The words that wait under an id, or stand published under it; undefined where there are none. */
export const readWords = async (
  store: Pick<EventStore, 'read'>,
  id: string,
): Promise<AnnouncementContent | undefined> => {
  const state = stateOf(await store.read(announcementStream(id)));
  return state.is === 'none' || state.is === 'withdrawn' ? undefined : state.content;
};

/** Ids of the drafts that nobody published yet, newest first. */
export const readDrafts = async ({ store, search }: Pick<AnnouncementPorts, 'store' | 'search'>): Promise<string[]> => {
  const ids = new Set<string>();
  for await (const event of findAll(search, { types: [AnnouncementDrafted.type], about: {} })) {
    ids.add(AnnouncementDrafted.read(event).data.announcement);
  }
  const states = await Promise.all(
    [...ids].map(async (id) => ({ id, state: stateOf(await store.read(announcementStream(id))) })),
  );
  return states.flatMap(({ id, state }) => (state.is === 'draft' ? [id] : []));
};

const NOT_MADE = 50;

/** What campaigns came to and could not make, and nobody published since. */
export const readNotMade = async ({
  store,
  search,
}: Pick<AnnouncementPorts, 'store' | 'search'>): Promise<AnnouncementList['notMade']> => {
  const found = await search.find({ types: [AnnouncementNotMade.type], about: {}, limit: NOT_MADE });
  const all = found.map((event) => ({ event, ...AnnouncementNotMade.read(event).data }));
  const kept = await Promise.all(
    all.map(async (one) => ((await readAnnouncement(store, one.announcement)) ? [] : [one])),
  );
  return kept.flat().map(({ announcement, campaign, why, event }) => ({
    ...{ id: announcement, campaign, why, at: event.recordedAt.toISOString() },
  }));
};

/** Every announcement, newest first, at most so many. */
export const readAnnouncements = async (
  { store, search }: Pick<AnnouncementPorts, 'store' | 'search'>,
  limit: number,
): Promise<readonly KeptAnnouncement[]> => {
  const found: KeptAnnouncement[] = [];
  for await (const event of findAll(search, { types: [AnnouncementPublished.type], about: {} })) {
    if (found.length >= limit) break;
    const kept = await readAnnouncement(store, AnnouncementPublished.read(event).data.announcement);
    if (kept) found.push(kept);
  }
  return found;
};

export const headOf = (kept: KeptAnnouncement): AnnouncementList['announcements'][number] => ({
  ...{ id: kept.id, version: kept.version, state: kept.is, title: kept.content.title },
  ...{ publishedAt: kept.publishedAt.toISOString(), changedAt: kept.changedAt.toISOString() },
});

/** An announcement with all that is known of it. */
export const viewOf = async (
  { search, publicUrl }: AnnouncementPorts,
  kept: KeptAnnouncement,
): Promise<AnnouncementView> => ({
  ...headOf(kept),
  content: kept.content,
  posts: [...kept.posts].map(([channel, { is, attempts }]) => ({
    ...{ channel, outcome: is, attempts, why: whyOf(kept, channel) },
  })),
  history: kept.events.flatMap(historyOf).reverse(),
  followed: await followedOf(search, kept.id),
  links: [...OWN_CHANNELS, ...kept.posts.keys()].map((channel) => ({
    channel,
    url: followLink(publicUrl, kept.id, channel),
  })),
});

/** Why the newest post stands as it does, where a channel or its silence said something. */
const whyOf = ({ events, version }: KeptAnnouncement, channel: string): string | null =>
  events
    .flatMap((event) => {
      const said = SAYS_WHY.find(({ type }) => type === event.type)?.read(event).data;
      return said?.version === version && said.channel === channel ? [said.why] : [];
    })
    .at(-1) ?? null;
const SAYS_WHY = [PostPutOff, PostRefused, PostUnknown] as const;

const historyOf = (event: RecordedEvent): AnnouncementView['history'] => {
  const what = noticeInWords(event);
  if (!what) return [];
  return [{ ...what, at: event.recordedAt.toISOString(), by: event.cause.actor ?? null }];
};

const noticeInWords = (event: RecordedEvent): { version: number; what: string } | undefined => {
  switch (event.type) {
    case AnnouncementPublished.type:
      return { version: AnnouncementPublished.read(event).data.version, what: 'published' };
    case AnnouncementCorrected.type: {
      const { version, what } = AnnouncementCorrected.read(event).data;
      return { version, what: `corrected: ${what}` };
    }
    case AnnouncementWithdrawn.type: {
      const { version, why } = AnnouncementWithdrawn.read(event).data;
      return { version, what: `withdrawn: ${why}` };
    }
  }
  return undefined;
};

/** How often the link of each channel was followed. */
const followedOf = async (search: EventSearch, announcement: string): Promise<AnnouncementView['followed']> => {
  const counts = new Map<string, { people: number; programs: number }>();
  for await (const event of findAll(search, { types: [AnnouncementFollowed.type], about: { announcement } })) {
    const { channel, isProgram } = AnnouncementFollowed.read(event).data;
    const { people, programs } = counts.get(channel) ?? { people: 0, programs: 0 };
    counts.set(channel, { people: people + (isProgram ? 0 : 1), programs: programs + (isProgram ? 1 : 0) });
  }
  return [...counts]
    .map(([channel, count]) => ({ channel, ...count }))
    .sort((a, b) => (a.channel < b.channel ? -1 : 1));
};
