export * from './waiting-list.ts';
export { openInbox } from './inbox.ts';
export * from './link-hits.ts';
