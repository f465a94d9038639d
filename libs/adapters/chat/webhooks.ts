import { type AnnouncementContent } from '@laurel/contracts';
import { type Notice, type Posting, type PostToChannel } from '@laurel/communications-domain';
import { answering, callApi, later, never } from './call-api.ts';
import { escapedForSlack } from './slack-text.ts';

export interface WebhookOptions {
  /** A secret: whoever knows it can post. */
  readonly url: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/** A channel by Slack's incoming webhook. */
export const openSlackWebhook = (options: WebhookOptions): PostToChannel =>
  posting('slack webhook', options, slackMessage);

/** A channel by a Teams workflow "When a Teams webhook request is received", as an Adaptive Card. */
export const openTeamsWebhook = (options: WebhookOptions): PostToChannel =>
  posting('teams webhook', options, teamsMessage);

const posting =
  (api: string, { url, timeoutMs = TIMEOUT_MS }: WebhookOptions, form: (posting: Posting) => object): PostToChannel =>
  (what) =>
    answering(async () => {
      const { status, text } = await callApi({ api, url, timeoutMs, json: form(what) });
      if (status < 300) return;
      // Slack says a code such as channel_is_archived; anything longer is a page of somebody between.
      const code = /^[a-z_]{1,60}$/.test(text) ? ` ${text}` : '';
      throw status === 408 ? later(`${api} ${status}${code}`) : never(`${api} ${status}${code}`);
    });

/** How a channel is told: the announcement, or what became of it. */
const wordsOf = ({ title, summary }: AnnouncementContent, notice: Notice): { title: string; text: string } => {
  switch (notice.is) {
    case 'published':
      return { title, text: summary };
    case 'corrected':
      return { title: `Corrected: ${title}`, text: `${notice.what}\n\n${summary}` };
    case 'withdrawn':
      return { title: `Withdrawn: ${title}`, text: notice.why };
  }
};

const slackMessage = ({ content, notice, link }: Posting): object => {
  const { title, text } = wordsOf(content, notice);
  const button = { type: 'button', text: { type: 'plain_text', text: content.action.label }, url: link };
  return {
    text: escapedForSlack(`${title}: ${text}`), // for notifications and screen readers
    ...{ unfurl_links: false, unfurl_media: false },
    blocks: [
      // Slack takes 150 characters in a header.
      { type: 'header', text: { type: 'plain_text', text: [...title].slice(0, 150).join('') } },
      { type: 'section', text: { type: 'mrkdwn', text: escapedForSlack(text) } },
      ...(notice.is === 'withdrawn' ? [] : [{ type: 'actions', elements: [button] }]),
    ],
  };
};

const teamsMessage = ({ content, notice, link }: Posting): object => {
  const { title, text } = wordsOf(content, notice);
  const card = {
    ...{ $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4' },
    body: [
      { type: 'TextBlock', text: title, size: 'Large', weight: 'Bolder', wrap: true, style: 'heading' },
      { type: 'TextBlock', text, wrap: true },
    ],
    actions: notice.is === 'withdrawn' ? [] : [{ type: 'Action.OpenUrl', title: content.action.label, url: link }],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card };
  return { type: 'message', attachments: [attachment] };
};
