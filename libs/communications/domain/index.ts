export * from './mailbox.port.ts';
export * from './mailer.port.ts';
export * from './message.decider.ts';
export * from './quiet-hours.ts';
export * from './recipients.port.ts';
export { compose, composeReport } from './templates/templates.ts';
export * from './waiting.port.ts';
