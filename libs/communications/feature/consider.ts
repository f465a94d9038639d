import { MessageRequested } from '@laurel/contracts';
import { CAP_DAYS } from '@laurel/communications-domain';
import { type Cause } from '@laurel/kernel';
import { type DeliveryDeps, type Fired, type Occasion, tell } from './delivery.deps.ts';

/** Asks the message whether it shall be sent now; asking again is harmless. */
export const consider = async (deps: DeliveryDeps, occasion: Occasion, cause: Cause): Promise<void> => {
  const { of, template, category } = occasion;
  const recipient = await deps.recipients.find(of.learner);
  await tell(
    deps,
    {
      ...{ type: 'Consider', of, template, category },
      now: deps.clock.now(),
      recipient: recipient && { timeZone: recipient.timeZone },
      quietHours: deps.quietHours,
      // How often a report comes is the subscription's own affair.
      wroteAt: occasion.is === 'firing' ? await lastWrote(deps, occasion.fired) : undefined,
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
