import { openSlackMessenger, openSlackWebhook, openTeamsMessenger, openTeamsWebhook } from '@laurel/chat';
import { type ChatChannels, type Messenger } from '@laurel/communications-domain';
import { type Settings } from '@laurel/platform';

/** The chat channels that announcements may go to. */
export const openChatChannels = ({ LAUREL_CHAT_WEBHOOKS: webhooks }: Settings): ChatChannels =>
  new Map(
    webhooks.map(({ name, kind, url }) => [
      name,
      kind === 'slack' ? openSlackWebhook({ url }) : openTeamsWebhook({ url }),
    ]),
  );

/** Channels to one person that are set up, beside mail. */
export const openMessengers = (
  { SLACK_BOT_TOKEN: token, TEAMS_BOT: bot }: Settings,
  inbox: Messenger,
): ReadonlyMap<string, Messenger> =>
  new Map([
    ['inbox', inbox] as const,
    ...(token === undefined ? [] : [['slack', openSlackMessenger({ token })] as const]),
    ...(bot === undefined ? [] : [['teams', openTeamsMessenger(bot)] as const]),
  ]);
