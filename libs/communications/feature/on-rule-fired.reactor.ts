import { MessageRequested, RuleFired } from '@laurel/contracts';
import { CAP_DAYS } from '@laurel/communications-domain';
import { type Cause, type Reactor } from '@laurel/kernel';
import { type DeliveryDeps, type Fired, ofMessage, tell } from './delivery.deps.ts';

/** A rule fired: the message is requested, deferred or suppressed, and says why. Durable when it resolves. */
export const onRuleFired =
  (deps: DeliveryDeps): Reactor =>
  (event) =>
    consider(deps, RuleFired.read(event).data, { causation: event.id, correlation: event.cause.correlation });

/** Asks the message whether it shall be sent now; asking again is harmless. */
export const consider = async (deps: DeliveryDeps, fired: Fired, cause: Cause): Promise<void> => {
  const recipient = await deps.recipients.find(fired.learner);
  const { template, category } = fired.action;
  await tell(
    deps,
    {
      ...{ type: 'Consider', of: ofMessage(fired), template, category },
      now: deps.clock.now(),
      recipient: recipient && { timeZone: recipient.timeZone },
      quietHours: deps.quietHours,
      wroteAt: await lastWrote(deps, fired),
    },
    cause,
  );
};

/** When this rule last requested another message about the same enrolment, as far back as the cap looks. */
const lastWrote = async ({ search }: DeliveryDeps, fired: Fired): Promise<Date | undefined> => {
  const { rule, learner, course, run, registration } = fired;
  const about = { rule, learner, course, run, registration };
  const found = await search.find({ types: [MessageRequested.type], about, limit: CAP_DAYS });
  return found.find((one) => MessageRequested.read(one).data.firing !== fired.firing)?.recordedAt;
};
