import { type Messenger } from '@laurel/communications-domain';
import { type InboxPorts } from './inbox.controller.ts';

/** Puts a message where the person reads it inside Laurel; once, however often it is attempted. */
export const inboxMessenger =
  ({ inbox, clock }: InboxPorts): Messenger =>
  async ({ messageId, to, subject, text, html }) => {
    await inbox.put({ message: messageId, learner: to.learner, subject, text, html, arrivedAt: clock.now() });
    return { outcome: 'accepted' };
  };
