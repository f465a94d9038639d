export { openSlackMessenger, type SlackOptions } from './slack-messenger.ts';
export { openTeamsMessenger, type TeamsOptions } from './teams-messenger.ts';
