export * from './waiting-list.ts';
export { openInbox } from './inbox.ts';
