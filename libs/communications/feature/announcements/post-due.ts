import { AnnouncementDue } from '@laurel/contracts';
import { type Cause } from '@laurel/kernel';
import { handleDue } from '../handle-due.ts';
import { type PostingDeps } from './announcements.deps.ts';
import { post } from './post-announcement.ts';
import { publishDue } from './publish-due.ts';
import { readWaiting } from './waiting-announcements.ts';

/** Posts and publishes what is due: a death in between finds the attempt, and says unknown. */
export const postDue = (deps: PostingDeps): Promise<void> =>
  handleDue(deps, async (one) => {
    const waiting = readWaiting(one);
    const causation = `due-${one.until.toISOString()}`;
    if (waiting.is === 'due') return publishHeldBack(deps, waiting.due, { causation, correlation: waiting.due });
    return post(deps, waiting, { causation, correlation: waiting.announcement });
  });

const publishHeldBack = async (deps: PostingDeps, due: string, cause: Cause): Promise<void> => {
  const [event] = await deps.store.read(`announcement-${due}`);
  if (!event) throw new Error(`no campaign came to the announcement ${due}`);
  await publishDue(deps, AnnouncementDue.read(event).data, cause);
};
