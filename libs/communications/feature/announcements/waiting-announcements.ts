import { type Waiting, type WaitingList } from '@laurel/communications-domain';
import { z } from 'zod';

/** A notice to one chat channel, or an announcement that a campaign came to while it could not be made. */
export type WaitingAnnouncement =
  | { readonly is: 'post'; readonly announcement: string; readonly channel: string }
  | { readonly is: 'due'; readonly due: string };

const waitingPost = z.tuple([z.string(), z.string()]);
const waitingDue = z.strictObject({ due: z.string() });

export const putPost = (
  waiting: WaitingList,
  { announcement, channel }: { readonly announcement: string; readonly channel: string },
  until: Date,
): Promise<void> => waiting.put({ firing: JSON.stringify([announcement, channel]), until });

/** `due` is the announcement as the campaign names it. */
export const putDue = (waiting: WaitingList, due: string, until: Date): Promise<void> =>
  waiting.put({ firing: JSON.stringify({ due }), until });

export const readWaiting = ({ firing }: Waiting): WaitingAnnouncement => {
  const said = z.union([waitingPost, waitingDue]).parse(JSON.parse(firing));
  if ('due' in said) return { is: 'due', due: said.due };
  const [announcement, channel] = said;
  return { is: 'post', announcement, channel };
};
