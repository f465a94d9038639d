import { ofMessage } from '@laurel/contracts';
import { type OfMessage } from '@laurel/communications-domain';
import { type EventStore } from '@laurel/kernel';
import { z } from 'zod';

const about = z.object(ofMessage);

/** What a message is about, from its first decision; undefined where there is no such message. */
export const sentMessage = async (store: Pick<EventStore, 'read'>, message: string): Promise<OfMessage | undefined> => {
  const [first] = await store.read(`message-${message}`);
  if (!first) return undefined;
  const { campaign, campaignVersion, step, ...of } = about.parse(first.data);
  return {
    ...of,
    ...(campaign === undefined ? {} : { campaign }),
    ...(campaignVersion === undefined ? {} : { campaignVersion }),
    ...(step === undefined ? {} : { step }),
  };
};
