import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { announcementContent, chatChannel } from '../announcements/announcement-content.ts';

/** Stream `publication-<id>`. About no learner, so it stays here. Versions count from 1; a withdrawal is one too. */
const ofAnnouncement = { announcement: z.string().min(1), version: z.int().positive() };

/** Words that wait to be published, by somebody or by a campaign that comes to them. The newest draft is the one that waits. */
export const AnnouncementDrafted = defineEvent(
  'communications.AnnouncementDrafted',
  1,
  z.strictObject({ announcement: z.string().min(1), content: announcementContent }),
);

export const AnnouncementPublished = defineEvent(
  'communications.AnnouncementPublished',
  1,
  z.strictObject({ ...ofAnnouncement, content: announcementContent, channels: z.array(chatChannel) }),
);

/** The page and the feed say the new content; every channel that was told is told what changed. */
export const AnnouncementCorrected = defineEvent(
  'communications.AnnouncementCorrected',
  1,
  z.strictObject({ ...ofAnnouncement, content: announcementContent, what: z.string().min(1) }),
);

/** It is taken back: gone from the feed, and the page says so. */
export const AnnouncementWithdrawn = defineEvent(
  'communications.AnnouncementWithdrawn',
  1,
  z.strictObject({ ...ofAnnouncement, why: z.string().min(1) }),
);

const ofPost = { ...ofAnnouncement, channel: chatChannel };

/** Written before the channel is touched: whoever finds it without an answer knows that the outcome is unknown. */
export const PostAttempted = defineEvent(
  'communications.PostAttempted',
  1,
  z.strictObject({ ...ofPost, attempt: z.int().positive() }),
);
export const PostTaken = defineEvent('communications.PostTaken', 1, z.strictObject(ofPost));
export const PostPutOff = defineEvent(
  'communications.PostPutOff',
  1,
  z.strictObject({ ...ofPost, until: z.iso.datetime(), why: z.string().min(1) }),
);
export const PostRefused = defineEvent(
  'communications.PostRefused',
  1,
  z.strictObject({ ...ofPost, why: z.string().min(1) }),
);
/** An attempt got no answer: it may stand in the channel, so it is not posted again by itself. */
export const PostUnknown = defineEvent(
  'communications.PostUnknown',
  1,
  z.strictObject({ ...ofPost, why: z.string().min(1) }),
);
/** Somebody looked, and wants what was refused or unknown posted again. */
export const PostDemanded = defineEvent('communications.PostDemanded', 1, z.strictObject(ofPost));

export const announcementEvents = [
  AnnouncementDrafted,
  AnnouncementPublished,
  AnnouncementCorrected,
  AnnouncementWithdrawn,
  PostAttempted,
  PostTaken,
  PostPutOff,
  PostRefused,
  PostUnknown,
  PostDemanded,
] as const;
export type AnnouncementEvent = EventOf<(typeof announcementEvents)[number]>;

/** A campaign came to an announcement that could not be made: stream `not-made-<id>`. Somebody may still publish it by hand. */
export const AnnouncementNotMade = defineEvent(
  'communications.AnnouncementNotMade',
  1,
  z.strictObject({ announcement: z.string().min(1), campaign: z.string().min(1), why: z.string().min(1) }),
);

/** Somebody, or a program, followed the link of one channel: stream `followed-<id>`. Nothing says who. */
export const AnnouncementFollowed = defineEvent(
  'communications.AnnouncementFollowed',
  1,
  z.strictObject({ announcement: z.string().min(1), channel: z.string().min(1), isProgram: z.boolean() }),
);
