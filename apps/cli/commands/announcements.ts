import {
  announcementDraft,
  announcementList,
  announcementPoster,
  type AnnouncementView,
  announcementView,
  correctAnnouncement,
  draftAnnouncement,
  getAnnouncement,
  listAnnouncements,
  postAnnouncementAgain,
  publishAnnouncement,
  withdrawAnnouncement,
} from '@laurel/contracts';
import { writeFile } from 'node:fs/promises';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';
import { contentOf } from './templates.ts';

export const showAnnouncements = async (access: Access, output: Output): Promise<ExitCode> => {
  const found = await ask(access, listAnnouncements, announcementList);
  const rows = found.announcements.map((one) => [one.id, one.version, one.state, one.publishedAt, one.title]);
  const drafts = found.drafts.length === 0 ? [] : [`drafts: ${found.drafts.join(', ')}`];
  const notMade = found.notMade.map(({ id, campaign, why }) => `not made: ${id} of the campaign ${campaign}: ${why}`);
  const channels = `chat channels: ${found.channels.join(', ') || 'none is set up (LAUREL_CHAT_WEBHOOKS)'}`;
  const all = table(['id', 'version', 'state', 'published', 'title'], rows);
  output.answer(found, [all, ...drafts, ...notMade, channels].join('\n'));
  return DONE;
};

export const showAnnouncement = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const found = await ask(access, getAnnouncement, announcementView, { params: { id } });
  output.answer(found, wordsOf(found));
  return DONE;
};

export const draftAnnouncementFile = async (
  what: { readonly id: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, json: await contentOf(what.file) };
  const drafted = await ask(access, draftAnnouncement, announcementDraft, call);
  output.answer(drafted, `${drafted.id} waits`);
  return DONE;
};

/** Publishes what a file says or, without one, what is drafted under the id, to the page, the feed and the chat channels named. */
export const publishAnnouncementFile = async (
  what: { readonly id: string; readonly file: string | undefined; readonly channels: readonly string[] },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const content = what.file === undefined ? {} : { content: await contentOf(what.file) };
  const json = { id: what.id, ...content, channels: what.channels };
  const made = await ask(access, publishAnnouncement, announcementView, { json });
  output.answer(made, `${wordsOf(made)}\n${access.url}/announcements/${made.id}`);
  return DONE;
};

export const correctAnnouncementFile = async (
  what: { readonly id: string; readonly file: string; readonly what: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = { content: await contentOf(what.file), what: what.what };
  const made = await ask(access, correctAnnouncement, announcementView, { params: { id: what.id }, json });
  output.answer(made, wordsOf(made));
  return DONE;
};

export const takeBackAnnouncement = async (
  what: { readonly id: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, json: { why: what.why } };
  const made = await ask(access, withdrawAnnouncement, announcementView, call);
  output.answer(made, wordsOf(made));
  return DONE;
};

export const postAgain = async (
  what: { readonly id: string; readonly channel: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, json: { channel: what.channel } };
  const made = await ask(access, postAnnouncementAgain, announcementView, call);
  output.answer(made, wordsOf(made));
  return DONE;
};

export const savePoster = async (
  what: { readonly id: string; readonly size: string; readonly out: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, query: { size: what.size } };
  const bytes = Buffer.from(await (await request(access, announcementPoster, call)).arrayBuffer());
  await writeFile(what.out, bytes);
  output.answer({ file: what.out, bytes: bytes.byteLength }, `${what.out}: ${bytes.byteLength} bytes`);
  return DONE;
};

const wordsOf = ({ id, version, state, posts, followed, links }: AnnouncementView): string => {
  const counts = new Map(followed.map((one) => [one.channel, one]));
  const outcomes = new Map(
    posts.map((one) => [one.channel, one.why === null ? one.outcome : `${one.outcome}: ${one.why}`]),
  );
  const rows = links.map(({ channel, url }) => {
    const { people, programs } = counts.get(channel) ?? { people: 0, programs: 0 };
    return [channel, outcomes.get(channel) ?? 'there', people, programs, url];
  });
  return `${id}, version ${version}, ${state}\n${table(['channel', 'outcome', 'followed', 'by programs', 'link'], rows)}`;
};
