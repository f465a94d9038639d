import { AnnouncementDue } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { type PostingDeps } from './announcements.deps.ts';
import { publishDue } from './publish-due.ts';

/** A campaign came to an announcement: its draft is published, or it is said why not. Durable when it resolves. */
export const onAnnouncementDue =
  (deps: PostingDeps): Reactor =>
  (event) =>
    publishDue(deps, AnnouncementDue.read(event).data, {
      causation: event.id,
      correlation: event.cause.correlation,
    });
