import { type AnnouncementGate } from '@laurel/contracts';
import { type ChatChannels, type RenderPoster, type WaitingList } from '@laurel/communications-domain';
import { type Clock, type EventSearch, type EventStore, type NewId } from '@laurel/kernel';
import { type Logger } from '@laurel/platform';

/** What the addresses of announcements need. */
export interface AnnouncementPorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly channels: ChatChannels;
  readonly renderPoster: RenderPoster;
  readonly newId: NewId;
  readonly clock: Clock;
  readonly publicUrl: string;
}
export const ANNOUNCEMENT_PORTS = Symbol('AnnouncementPorts');

/** What posting to chat channels needs. */
export interface PostingDeps {
  readonly store: EventStore;
  readonly channels: ChatChannels;
  /** Of posts to make, now or when a channel asked to, and of announcements that a stop holds back. */
  readonly waiting: WaitingList;
  readonly gate: AnnouncementGate;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string;
}
