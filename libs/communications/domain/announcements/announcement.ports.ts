import { type AnnouncementContent } from '@laurel/contracts';
import { type Answer } from '../mailer.port.ts';
import { type Notice } from './announcement.decider.ts';

/** What a chat channel is told, and where its link leads: the one that counts for this channel. */
export interface Posting {
  readonly content: AnnouncementContent;
  readonly notice: Notice;
  readonly link: string;
}

/** Tells a chat channel, with the three answers of a mail server. A throw is no answer: it may stand there. */
export type PostToChannel = (posting: Posting) => Promise<Answer>;

/** The chat channels that are set up, by name. */
export type ChatChannels = ReadonlyMap<string, PostToChannel>;

export const POSTER_SIZES = ['A4', 'A3'] as const;
export type PosterSize = (typeof POSTER_SIZES)[number];

export interface Poster {
  readonly content: AnnouncementContent;
  /** What the QR code leads to. */
  readonly link: string;
  readonly size: PosterSize;
  /** The same poster at the same time is the same file. */
  readonly at: Date;
}

/** A poster as PDF, one page. */
export type RenderPoster = (poster: Poster) => Promise<Uint8Array>;
