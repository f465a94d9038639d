import { type SendMail } from '@laurel/communications-domain';
import { type Clock } from '@laurel/kernel';
import { reasonOf } from '@laurel/platform';

/** Nothing can be sent now, and nothing was: the event that wanted to waits in the event store. */
export class ChannelAway extends Error {
  override readonly name = 'ChannelAway';
}

export interface ChannelLine {
  readonly send: SendMail;
  /** Resolves while the channel can be reached, as far as is known; asks it when it could not. Throws ChannelAway. */
  opens(): Promise<void>;
  /** Since when it could not be reached, and why. */
  away(): { readonly since: Date; readonly why: string } | undefined;
}

export interface LineDeps {
  readonly send: SendMail;
  /** Throws while the channel cannot be reached. */
  readonly probe: () => Promise<void>;
  readonly clock: Clock;
  readonly isAway: (away: boolean) => void;
}

/** Remembers that a channel was away, so that the next message is not tried before it answers again. */
export const channelLine = ({ send, probe, clock, isAway }: LineDeps): ChannelLine => {
  let away: { since: Date; why: string } | undefined;
  const heard = (why: string | undefined): void => {
    away = why === undefined ? undefined : { since: away?.since ?? clock.now(), why };
    isAway(away !== undefined);
  };
  return {
    send: async (mail) => {
      const answer = await send(mail);
      heard(answer.outcome === 'away' ? answer.reason : undefined);
      return answer;
    },
    opens: async () => {
      if (!away) return;
      await probe().catch((error: unknown) => {
        heard(reasonOf(error));
        throw new ChannelAway(`sending is paused since ${away?.since.toISOString()}: ${away?.why}`);
      });
      heard(undefined);
    },
    away: () => away,
  };
};
