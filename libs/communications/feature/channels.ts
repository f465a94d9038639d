import { type PersonalChannel } from '@laurel/contracts';
import { type Answer, type Mail, type Messenger, type SendMail } from '@laurel/communications-domain';

/** The channels to one person: mail is always there, the others where they are set up. */
export interface Channels {
  readonly send: SendMail;
  readonly messengers: ReadonlyMap<string, Messenger>;
}

const MAIL = 'email';

/** Why nothing can be sent by this channel; undefined where it can. */
export const whyNoChannel = (
  { messengers }: Pick<Channels, 'messengers'>,
  channel: PersonalChannel,
): string | undefined =>
  channel === MAIL || messengers.has(channel)
    ? undefined
    : `the channel ${channel} is not set up: set ${SETTING_OF[channel] ?? channel} (docs/configuration.md)`;

/** The inbox is always there. */
const SETTING_OF: Readonly<Partial<Record<PersonalChannel, string>>> = { slack: 'SLACK_BOT_TOKEN', teams: 'TEAMS_BOT' };

/** Sends what was written by its channel, with the three answers of a mail server. A throw: it may have arrived. */
export const sendBy = async (
  { send, messengers }: Channels,
  channel: string,
  { mail, learner }: { readonly mail: Mail; readonly learner: string },
): Promise<Answer> => {
  if (channel === MAIL) return send(mail);
  const messenger = messengers.get(channel);
  if (!messenger) return { outcome: 'rejected', reason: `the channel ${channel} is not set up` };
  const { messageId, to, subject, text, html } = mail;
  return messenger({ messageId, to: { learner, name: to.name, email: to.address }, subject, text, html });
};
