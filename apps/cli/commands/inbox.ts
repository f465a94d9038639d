import { getInbox, inboxView, markInboxRead } from '@laurel/contracts';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';

/** The newest messages in a person's inbox. */
export const showInbox = async (
  what: { readonly learner: string; readonly limit?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { learner, limit } = what;
  const found = await ask(access, getInbox, inboxView, { params: { learner }, query: { limit } });
  const rows = found.messages.map((one) => [one.message, one.arrivedAt, one.readAt ?? 'unread', one.subject]);
  const count = `${found.unread} of ${found.total} unread`;
  output.answer(found, `${table(['message', 'arrived', 'read', 'subject'], rows)}\n${count}`);
  return DONE;
};

export const markRead = async (
  what: { readonly learner: string; readonly message: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  await request(access, markInboxRead, { params: what });
  output.answer({ ...what, read: true }, `${what.message} counts as read`);
  return DONE;
};
