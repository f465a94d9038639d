import { MessageRequested, SendAttempted } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { type DeliveryDeps, occasionOf, REPORT, tell } from './delivery.deps.ts';
import { writeMessage } from './write-message.ts';

/**
 * Attempt (durable), send, answer (durable). A throw between the attempt and the answer, or the death of the process,
 * brings the event here again: the attempt without an answer becomes unknown and is never sent again by itself.
 */
export const onMessageRequested = (deps: DeliveryDeps): Reactor => sending(deps, (template) => template !== REPORT);

/** The same for reports, apart: a question that takes long, or an analytics engine that is away, holds up no other mail. */
export const onReportRequested = (deps: DeliveryDeps): Reactor => sending(deps, (template) => template === REPORT);

const sending =
  (deps: DeliveryDeps, isOurs: (template: string) => boolean): Reactor =>
  async (event) => {
    const { firing, template } = MessageRequested.read(event).data;
    if (!isOurs(template)) return;
    const cause = { causation: event.id, correlation: event.cause.correlation };
    const occasion = await occasionOf(deps.store, firing);
    const { of } = occasion;
    const written = await writeMessage(deps, occasion);

    const hindrance = 'why' in written ? written.why : undefined;
    const [attempted] = await tell(deps, { type: 'Attempt', of, hindrance }, cause);
    if (!attempted) {
      await tell(deps, { type: 'GiveUp', of }, cause);
      return;
    }
    if ('why' in written || attempted.type !== SendAttempted.type) return;
    const answer = await deps.send(written.mail);
    const { attempt } = attempted.data;
    await tell(deps, { type: 'Answered', of, template, attempt, answer, now: deps.clock.now() }, cause);
  };
