import { OWN_CHANNELS, type SendingMeans } from '@laurel/contracts';
import { type ChatChannels } from '@laurel/communications-domain';
import { type CategoryBook } from './category-book.ts';
import { type Channels, whyNoChannel } from './channels.ts';

/** What engagement may send with. */
export const sendingMeansOf = ({
  messengers,
  chatChannels,
  categories,
}: Pick<Channels, 'messengers'> & {
  readonly chatChannels: ChatChannels;
  readonly categories: Pick<CategoryBook, 'list'>;
}): SendingMeans => ({
  whyNotBy: (channel) => whyNoChannel({ messengers }, channel),
  whyNotIn: (channel) =>
    chatChannels.has(channel) || OWN_CHANNELS.some((own) => own === channel)
      ? undefined
      : `no chat channel is called ${channel}: set it up with LAUREL_CHAT_WEBHOOKS (docs/configuration.md)`,
  categories: async () => (await categories.list()).map(({ id }) => id),
});
