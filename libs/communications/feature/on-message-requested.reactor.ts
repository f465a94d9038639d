import { MessageRequested, SendAttempted } from '@laurel/contracts';
import { compose } from '@laurel/communications-domain';
import { type Reactor } from '@laurel/kernel';
import { type DeliveryDeps, firedOf, messageIdOf, ofMessage, tell } from './delivery.deps.ts';

/**
 * Attempt (durable), send, answer (durable). A throw between the attempt and the answer, or the death of the process,
 * brings the event here again: the attempt without an answer becomes unknown and is never sent again by itself.
 */
export const onMessageRequested =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    const { firing, template } = MessageRequested.read(event).data;
    const cause = { causation: event.id, correlation: event.cause.correlation };
    const fired = await firedOf(deps.store, firing);
    const of = ofMessage(fired);
    const recipient = await deps.recipients.find(fired.learner);
    const mail =
      recipient &&
      compose(template, messageIdOf(firing), recipient, {
        course: fired.courseTitle ?? fired.course,
        because: fired.because.map(({ text }) => text),
        publicUrl: deps.publicUrl,
      });

    const [attempted] = await tell(deps, { type: 'Attempt', of, reachable: mail !== undefined }, cause);
    if (!attempted) {
      await tell(deps, { type: 'GiveUp', of }, cause);
      return;
    }
    if (!mail || attempted.type !== SendAttempted.type) return;
    const answer = await deps.send(mail);
    const { attempt } = attempted.data;
    await tell(deps, { type: 'Answered', of, template, attempt, answer, now: deps.clock.now() }, cause);
  };
