import { PostAttempted } from '@laurel/contracts';
import {
  type AnnouncementCommand,
  announcementDecider,
  announcementStream,
  type Answer,
  followLink,
  noticeFor,
  pageLink,
} from '@laurel/communications-domain';
import { type Cause, run } from '@laurel/kernel';
import { readAnnouncement } from './announcement-book.ts';
import { type PostingDeps } from './announcements.deps.ts';
import { putPost } from './waiting-announcements.ts';

interface Post {
  readonly announcement: string;
  readonly channel: string;
}

/**
 * Attempt (durable), post, answer (durable). An attempt without an answer is unknown; it is not posted again by itself. While
 * sending is stopped, or its campaign paused, nothing is attempted. What stands published is told even if its campaign was
 * cancelled: readers of the page know it already, and a withdrawal must reach whom the words reached.
 */
export const post = async (deps: PostingDeps, of: Post, cause: Cause): Promise<void> => {
  const { clock } = deps;
  const kept = await readAnnouncement(deps.store, of.announcement);
  if (!kept) return;
  const gate = await deps.gate(kept.content.campaign);
  if (gate.is === 'wait') return putPost(deps.waiting, of, gate.until);
  const [attempted] = await tell(deps, { type: 'AttemptPost', ...of, now: clock.now() }, cause);
  if (!attempted) return giveUp(deps, of, cause);
  const answer = await sayTo(deps, of).catch((error: unknown) => {
    deps.log.error({ error, ...of }, 'a chat channel gave no answer');
  });
  if (!answer) return giveUp(deps, of, cause);
  const { version } = PostAttempted.read(attempted).data;
  await tell(deps, { type: 'AnswerPost', ...of, version, answer, now: clock.now() }, cause);
};

const giveUp = async (deps: PostingDeps, of: Post, cause: Cause): Promise<void> => {
  await tell(deps, { type: 'GiveUpPost', ...of }, cause);
};

const sayTo = async ({ store, channels, publicUrl }: PostingDeps, { announcement, channel }: Post): Promise<Answer> => {
  const say = channels.get(channel);
  if (!say) return { outcome: 'rejected', reason: `no chat channel is called ${channel} any more` };
  const kept = await readAnnouncement(store, announcement);
  if (!kept) throw new Error(`${announcement} was attempted and is not there`);
  const notice = noticeFor(kept, channel);
  const link = notice.is === 'withdrawn' ? pageLink(publicUrl, kept.id) : followLink(publicUrl, kept.id, channel);
  return say({ content: kept.content, notice, link });
};

const tell = ({ store }: PostingDeps, command: AnnouncementCommand, cause: Cause) =>
  run(store, announcementDecider, { stream: announcementStream(command.announcement), command, cause });
