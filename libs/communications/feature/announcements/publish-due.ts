import {
  announcementId,
  AnnouncementNotMade,
  chatChannel,
  type DueAnnouncement,
  OWN_CHANNELS,
} from '@laurel/contracts';
import { announcementDecider, announcementStream } from '@laurel/communications-domain';
import { type Cause, Conflict, run } from '@laurel/kernel';
import { readAnnouncement, readWords } from './announcement-book.ts';
import { type PostingDeps } from './announcements.deps.ts';
import { putDue } from './waiting-announcements.ts';

/** A campaign came to an announcement. */
export type ComeTo = Pick<
  DueAnnouncement,
  'announcement' | 'campaign' | 'step' | 'wave' | 'template' | 'channels' | 'notAfter'
>;

type Deps = Pick<PostingDeps, 'store' | 'clock' | 'gate' | 'waiting'>;

/**
 * The address of what a campaign announces. No campaign and no step has an underscore in its name, so that no two of them
 * share it. Wave 0: made once for all waves.
 */
const addressOf = ({ campaign, step, wave }: ComeTo): string =>
  [campaign, step, ...(wave === 0 ? [] : [wave])].join('_');

/**
 * Publishes the draft once, or says why it could not be made; again is harmless. While sending is stopped it waits. Durable
 * when it resolves.
 */
export const publishDue = async (deps: Deps, due: ComeTo, cause: Cause): Promise<void> => {
  const announcement = addressOf(due);
  if (await readAnnouncement(deps.store, announcement)) return;
  const gate = await deps.gate(due.campaign);
  if (gate.is === 'wait') return putDue(deps.waiting, due.announcement, gate.until);
  const words = gate.is === 'pointless' ? gate : await wordsOf(deps, due, announcement);
  if ('why' in words) return sayNotMade(deps, { announcement, campaign: due.campaign, why: words.why }, cause);
  const content = { ...words.content, campaign: due.campaign };
  const command = { type: 'Publish', announcement, content, channels: chatChannelsOf(due) } as const;
  await run(deps.store, announcementDecider, { stream: announcementStream(announcement), command, cause });
};

const wordsOf = async ({ store, clock }: Deps, due: ComeTo, announcement: string) => {
  if (due.notAfter !== undefined && clock.now() > new Date(due.notAfter)) return { why: 'its campaign is over' };
  if (!announcementId.safeParse(announcement).success) return { why: `${announcement} is no id of an announcement` };
  const unnamed = chatChannelsOf(due).find((one) => !chatChannel.safeParse(one).success);
  if (unnamed !== undefined) return { why: `no chat channel can be called ${unnamed}` };
  const content = await readWords(store, due.template);
  return content ? { content } : { why: `nothing is drafted under ${due.template}` };
};

const chatChannelsOf = ({ channels }: ComeTo): string[] =>
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
