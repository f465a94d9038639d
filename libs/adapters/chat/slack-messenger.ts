import { type Messenger, type PersonalMessage } from '@laurel/communications-domain';
import { z } from 'zod';
import { answering, callApi, later, never, prepare } from './call-api.ts';
import { escapedForSlack } from './slack-text.ts';

export interface SlackOptions {
  /** Of a bot with the scopes chat:write and users:read.email. */
  readonly token: string;
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
}

const said = z.object({ ok: z.boolean(), error: z.string().optional(), user: z.object({ id: z.string() }).optional() });

/** Refusals of our own key or app: they say nothing about the person. */
const OURS = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope'],
  ...['ratelimited', 'rate_limited', 'service_unavailable', 'team_access_not_granted', 'ekm_access_denied'],
]);
/** Slack itself does not know whether it did it. */
const OPEN = new Set(['internal_error', 'fatal_error', 'request_timeout']);

/** A direct message by `chat.postMessage`, to whom Slack knows under the person's address (`users.lookupByEmail`). */
export const openSlackMessenger = (options: SlackOptions): Messenger => {
  const { token, apiUrl = 'https://slack.com/api', timeoutMs = 10_000 } = options;
  const call = async (method: string, form?: Readonly<Record<string, string>>, json?: unknown) => {
    const { text } = await callApi({
      ...{ api: 'slack', url: `${apiUrl}/${method}`, token, timeoutMs },
      ...(form ? { form } : { json }),
    });
    const { ok, error = 'unknown', user } = said.parse(JSON.parse(text));
    if (ok) return user;
    if (OPEN.has(error)) throw new Error(`slack ${error}`);
    throw OURS.has(error) ? later(`slack ${error}`) : never(`slack ${error}`);
  };
  return (message) =>
    answering(async () => {
      const user = await prepare('slack', () => call('users.lookupByEmail', { email: message.to.email }));
      if (!user) throw later('slack named no user');
      await call('chat.postMessage', undefined, postOf(user.id, message));
    });
};

const postOf = (channel: string, { messageId, subject, text }: PersonalMessage) => ({
  ...{ channel, text: `*${escapedForSlack(subject)}*\n${escapedForSlack(text)}` },
  // Slack would fetch every link to show what is behind it, and so click it.
  ...{ unfurl_links: false, unfurl_media: false, mrkdwn: true },
  metadata: { event_type: 'laurel_message', event_payload: { message: messageId } },
});
