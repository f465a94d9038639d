import { announcementId, AnnouncementNotMade, chatChannel, OWN_CHANNELS } from '@laurel/contracts';
import { announcementDecider, announcementStream } from '@laurel/communications-domain';
import { type Cause, Conflict, run } from '@laurel/kernel';
import { readAnnouncement, readWords } from './announcement-book.ts';
import { type PostingDeps } from './announcements.deps.ts';

/** A campaign came to an announcement. */
export interface DueAnnouncement {
  readonly campaign: string;
  readonly step: string;
  /** 0 where it is made once for all waves. */
  readonly wave: number;
  /** The draft. */
  readonly template: string;
  /** Chat channels; the page, the feed and the poster are always there. */
  readonly channels: readonly string[];
  /** Later it makes no sense. */
  readonly notAfter?: string | undefined;
}

type Deps = Pick<PostingDeps, 'store' | 'clock'>;

/** Publishes the draft once, or says why it could not be made; again is harmless. Durable when it resolves. */
export const publishDue = async (deps: Deps, due: DueAnnouncement, cause: Cause): Promise<void> => {
  const announcement = [due.campaign, due.step, ...(due.wave === 0 ? [] : [due.wave])].join('-');
  if (await readAnnouncement(deps.store, announcement)) return;
  const words = await wordsOf(deps, due, announcement);
  if ('why' in words) return sayNotMade(deps, { announcement, campaign: due.campaign, why: words.why }, cause);
  const content = { ...words.content, campaign: due.campaign };
  const command = { type: 'Publish', announcement, content, channels: chatChannelsOf(due) } as const;
  await run(deps.store, announcementDecider, { stream: announcementStream(announcement), command, cause });
};

const wordsOf = async ({ store, clock }: Deps, due: DueAnnouncement, announcement: string) => {
  if (due.notAfter !== undefined && clock.now() > new Date(due.notAfter)) return { why: 'its campaign is over' };
  if (!announcementId.safeParse(announcement).success) return { why: `${announcement} is no id of an announcement` };
  const unnamed = chatChannelsOf(due).find((one) => !chatChannel.safeParse(one).success);
  if (unnamed !== undefined) return { why: `no chat channel can be called ${unnamed}` };
  const content = await readWords(store, due.template);
  return content ? { content } : { why: `nothing is drafted under ${due.template}` };
};

const chatChannelsOf = ({ channels }: DueAnnouncement): string[] =>
  channels.filter((channel) => !OWN_CHANNELS.some((own) => own === channel));

interface NotMade {
  readonly announcement: string;
  readonly campaign: string;
  readonly why: string;
}

const sayNotMade = async ({ store }: Deps, said: NotMade, cause: Cause): Promise<void> => {
  try {
    await store.append(`not-made-${said.announcement}`, 0, [AnnouncementNotMade.of(said)], cause);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error; // it was said before
  }
};
