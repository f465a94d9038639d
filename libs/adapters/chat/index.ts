export { openSlackMessenger, type SlackOptions } from './slack-messenger.ts';
export { openTeamsMessenger, type TeamsOptions } from './teams-messenger.ts';
export { openSlackWebhook, openTeamsWebhook, type WebhookOptions } from './webhooks.ts';
