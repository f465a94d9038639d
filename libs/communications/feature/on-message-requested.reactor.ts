import { MessageRequested, SendAttempted } from '@laurel/contracts';
import { compose, composeReport, type Mail, NO_ADDRESS } from '@laurel/communications-domain';
import { type Reactor } from '@laurel/kernel';
import { type DeliveryDeps, type Occasion, occasionOf, REPORT, tell } from './delivery.deps.ts';

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
    const written = await write(deps, occasion);

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

/** The mail, or why there is nothing to send. */
const write = async (
  deps: DeliveryDeps,
  occasion: Occasion,
): Promise<{ readonly mail: Mail } | { readonly why: string }> => {
  const { message, learner } = occasion.of;
  const recipient = await deps.recipients.find(learner);
  if (!recipient) return { why: NO_ADDRESS };
  if (occasion.is === 'report') {
    const report = await deps.writeReport(occasion.due);
    return 'why' in report ? report : { mail: composeReport(message, recipient, report) };
  }
  const { course, courseTitle, because } = occasion.fired;
  const about = { course: courseTitle ?? course, because: because.map(({ text }) => text), publicUrl: deps.publicUrl };
  return { mail: compose(occasion.template, message, recipient, about) };
};
