import { type PersonalChannel } from '../campaigns/campaign-steps.ts';

/** What can be sent here, and how. Communications answers; engagement asks when something is saved. */
export interface SendingMeans {
  /** Why nothing reaches one person by this channel, and which setting would change that; undefined where it does. */
  readonly whyNotBy: (channel: PersonalChannel) => string | undefined;
  /** The same for a chat channel that announcements may go to. */
  readonly whyNotIn: (chatChannel: string) => string | undefined;
  /** Ids of the categories that somebody described. */
  readonly categories: () => Promise<readonly string[]>;
}
