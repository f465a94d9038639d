import { type ChatChannels, type RenderPoster, type WaitingList } from '@laurel/communications-domain';
import { type Clock, type EventSearch, type EventStore, type NewId } from '@laurel/kernel';

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
  /** Of posts that a channel asked to make later. */
  readonly waiting: WaitingList;
  readonly clock: Clock;
  readonly publicUrl: string;
}
