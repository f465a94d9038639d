import {
  AnnouncementCorrected,
  AnnouncementPublished,
  AnnouncementWithdrawn,
  PostDemanded,
  PostPutOff,
} from '@laurel/contracts';
import { type Reactor, type RecordedEvent } from '@laurel/kernel';
import { readAnnouncement } from './announcement-book.ts';
import { type PostingDeps } from './announcements.deps.ts';
import { postDue } from './post-due.ts';
import { putPost } from './waiting-announcements.ts';

/** Something is to be told to chat channels: at once, each by the one process that takes it from the list. */
export const onAnnouncement =
  (deps: PostingDeps): Reactor =>
  async (event) => {
    const announcement = announcementOf(event);
    const kept = await readAnnouncement(deps.store, announcement);
    if (!kept) return;
    for (const channel of kept.posts.keys()) await putPost(deps.waiting, { announcement, channel }, deps.clock.now());
    await postDue(deps);
  };

const STARTS = [AnnouncementPublished, AnnouncementCorrected, AnnouncementWithdrawn, PostDemanded] as const;
export const STARTS_POSTING: ReadonlySet<string> = new Set(STARTS.map(({ type }) => type));

const announcementOf = (event: RecordedEvent): string => {
  const definition = STARTS.find(({ type }) => type === event.type);
  if (!definition) throw new Error(`${event.type} starts no posting`);
  return definition.read(event).data.announcement;
};

/** What a channel asked to post later goes on the list of what waits. */
export const onPostPutOff =
  ({ waiting }: PostingDeps): Reactor =>
  async (event) => {
    const { announcement, channel, until } = PostPutOff.read(event).data;
    await putPost(waiting, { announcement, channel }, new Date(until));
  };
