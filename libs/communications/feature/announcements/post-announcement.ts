import {
  AnnouncementCorrected,
  AnnouncementPublished,
  AnnouncementWithdrawn,
  PostAttempted,
  PostDemanded,
  PostPutOff,
} from '@laurel/contracts';
import {
  type AnnouncementCommand,
  announcementDecider,
  announcementStream,
  type Answer,
  followLink,
  noticeFor,
  pageLink,
} from '@laurel/communications-domain';
import { type Cause, type Reactor, type RecordedEvent, run } from '@laurel/kernel';
import { z } from 'zod';
import { type KeptAnnouncement, readAnnouncement } from './announcement-book.ts';
import { type PostingDeps } from './announcements.deps.ts';

/** Something is to be told to chat channels: at once, one after the other. */
export const onAnnouncement =
  (deps: PostingDeps): Reactor =>
  async (event) => {
    const announcement = announcementOf(event);
    const kept = await readAnnouncement(deps.store, announcement);
    if (!kept) return;
    const cause = { causation: event.id, correlation: event.cause.correlation };
    for (const channel of kept.posts.keys()) await post(deps, { announcement, channel }, cause);
  };

const STARTS = [AnnouncementPublished, AnnouncementCorrected, AnnouncementWithdrawn, PostDemanded] as const;
export const STARTS_POSTING: ReadonlySet<string> = new Set(STARTS.map(({ type }) => type));

const announcementOf = (event: RecordedEvent): string => {
  const definition = STARTS.find(({ type }) => type === event.type);
  if (!definition) throw new Error(`${event.type} starts no posting`);
  return definition.read(event).data.announcement;
};

interface Post {
  readonly announcement: string;
  readonly channel: string;
}

/**
 * Attempt (durable), post, answer (durable). Whoever comes again and finds the attempt without an answer says that it is
 * unknown; it is not posted again by itself.
 */
const post = async (deps: PostingDeps, of: Post, cause: Cause): Promise<void> => {
  const { clock } = deps;
  const [attempted] = await tell(deps, { type: 'AttemptPost', ...of, now: clock.now() }, cause);
  if (!attempted) {
    await tell(deps, { type: 'GiveUpPost', ...of }, cause);
    return;
  }
  const kept = await readAnnouncement(deps.store, of.announcement);
  if (!kept) return;
  const answer = await sayTo(deps, kept, of.channel);
  const { version } = PostAttempted.read(attempted).data;
  await tell(deps, { type: 'AnswerPost', ...of, version, answer, now: clock.now() }, cause);
};

const sayTo = async (
  { channels, publicUrl }: PostingDeps,
  kept: KeptAnnouncement,
  channel: string,
): Promise<Answer> => {
  const say = channels.get(channel);
  if (!say) return { outcome: 'rejected', reason: `no chat channel is called ${channel} any more` };
  const notice = noticeFor(kept, channel);
  const link = notice.is === 'withdrawn' ? pageLink(publicUrl, kept.id) : followLink(publicUrl, kept.id, channel);
  return say({ content: kept.content, notice, link });
};

const tell = ({ store }: PostingDeps, command: AnnouncementCommand, cause: Cause) =>
  run(store, announcementDecider, { stream: announcementStream(command.announcement), command, cause });

/** What a channel asked to post later goes on the list of what waits. */
export const onPostPutOff =
  ({ waiting }: PostingDeps): Reactor =>
  async (event) => {
    const { announcement, channel, until } = PostPutOff.read(event).data;
    await waiting.put({ firing: JSON.stringify([announcement, channel]), until: new Date(until) });
  };

const waitingPost = z.tuple([z.string(), z.string()]);
const BATCH = 100;

/** Posts what is due, and takes it off the list afterwards: a death in between finds the attempt, and says unknown. */
export const postDue = async (deps: PostingDeps): Promise<void> => {
  for (const one of await deps.waiting.due(deps.clock.now(), BATCH)) {
    const [announcement, channel] = waitingPost.parse(JSON.parse(one.firing));
    const cause = { causation: `due-${one.until.toISOString()}`, correlation: announcement };
    await post(deps, { announcement, channel }, cause);
    await deps.waiting.remove(one);
  }
};
