import { type AnnouncementEvent, PostPutOff, PostRefused, PostTaken, PostUnknown } from '@laurel/contracts';
import { type Answer } from '../mailer.port.ts';
import { type Announced, type PostState } from './announcement.decider.ts';

/** What the channel said to an attempt. */
export interface AnswerPost {
  readonly type: 'AnswerPost';
  readonly announcement: string;
  readonly channel: string;
  readonly version: number;
  readonly answer: Answer;
  readonly now: Date;
}
/** Found an attempt without an answer: whoever made it is gone. */
export interface GiveUpPost {
  readonly type: 'GiveUpPost';
  readonly announcement: string;
  readonly channel: string;
}

/** So often a channel may ask to try later; then it is a no. The last pause is an hour. */
export const MOST_POST_ATTEMPTS = 10;
const pauseMs = (attempt: number): number => Math.min(30_000 * 2 ** (attempt - 1), 3_600_000);

export const answerPost = (state: Announced, command: AnswerPost): readonly AnnouncementEvent[] => {
  const post = state.posts.get(command.channel);
  // A notice that was replaced meanwhile is told again in its newest form, whatever became of this one.
  if (!post || state.version !== command.version || !AWAITS.has(post.is)) return [];
  return [answered(post, command)];
};

const AWAITS: ReadonlySet<PostState['is']> = new Set(['attempting', 'unknown']);

const answered = ({ attempts }: PostState, command: AnswerPost): AnnouncementEvent => {
  const { announcement, channel, version, answer, now } = command;
  const of = { announcement, version, channel };
  switch (answer.outcome) {
    case 'accepted':
      return PostTaken.of(of);
    case 'rejected':
      return PostRefused.of({ ...of, why: answer.reason });
    case 'away':
    case 'tryLater': {
      if (attempts >= MOST_POST_ATTEMPTS) {
        return PostRefused.of({ ...of, why: `${answer.reason}, after ${attempts} attempts` });
      }
      const pause = Math.max(pauseMs(attempts), 'retryAfterMs' in answer ? (answer.retryAfterMs ?? 0) : 0);
      return PostPutOff.of({ ...of, why: answer.reason, until: new Date(now.getTime() + pause).toISOString() });
    }
  }
};

export const giveUpPost = (state: Announced, { announcement, channel }: GiveUpPost): readonly AnnouncementEvent[] => {
  const post = state.posts.get(channel);
  if (post?.is !== 'attempting') return [];
  const why = `attempt ${post.attempts} got no answer: it may stand in the channel`;
  return [PostUnknown.of({ announcement, version: state.version, channel, why })];
};
