import { AnnouncementDue, PostPutOff } from '@laurel/contracts';
import { startEvery } from '@laurel/platform';
import { type PostingDeps } from './announcements.deps.ts';
import { onAnnouncementDue } from './on-announcement-due.reactor.ts';
import { onAnnouncement, onPostPutOff, STARTS_POSTING } from './on-announcement.reactor.ts';
import { postDue } from './post-due.ts';

/** The names under which `EventStore.lag` tells how far posting is. */
export const POSTING_SUBSCRIPTIONS = ['on-announcement-due', 'on-announcement', 'on-post-put-off'] as const;

const WAKE_MS = 2_000;

/** The road of announcements to chat channels. Any number of processes may run it. */
export const startPosting = async (deps: PostingDeps): Promise<{ stop(): Promise<void> }> => {
  const running = [
    await deps.store.subscribe('on-announcement-due', new Set([AnnouncementDue.type]), onAnnouncementDue(deps)),
    await deps.store.subscribe('on-announcement', STARTS_POSTING, onAnnouncement(deps)),
    await deps.store.subscribe('on-post-put-off', new Set([PostPutOff.type]), onPostPutOff(deps)),
    startEvery({ name: 'post', everyMs: WAKE_MS, log: deps.log }, () => postDue(deps)),
  ];
  return {
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
};
