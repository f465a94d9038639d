import { type Category, MessageRequested, SendAttempted } from '@laurel/contracts';
import { type Cause, type Reactor } from '@laurel/kernel';
import { sendBy, whyNoChannel } from './channels.ts';
import { circumstancesOf } from './circumstances.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { MANAGER_REPORT, type Occasion, occasionOf, REPORT } from './occasion.ts';
import { tellMessage } from './tell-message.ts';
import { writeMessage } from './write-message.ts';

/**
 * Attempt (durable), send, answer (durable). A throw between the attempt and the answer, or the death of the process,
 * brings the event here again: the attempt without an answer becomes unknown and is never sent again by itself, unless the
 * category says that its messages must arrive.
 */
export const onMessageRequested = (deps: DeliveryDeps): Reactor => sending(deps, (template) => !REPORTS.has(template));

/** The same for reports, apart: a question that takes long, or an analytics engine that is away, holds up no other mail. */
export const onReportRequested = (deps: DeliveryDeps): Reactor => sending(deps, (template) => REPORTS.has(template));

const REPORTS: ReadonlySet<string> = new Set([REPORT, MANAGER_REPORT]);

const sending =
  (deps: DeliveryDeps, isOurs: (template: string) => boolean): Reactor =>
  async (event) => {
    const { firing, template } = MessageRequested.read(event).data;
    if (!isOurs(template)) return;
    const cause = { causation: event.id, correlation: event.cause.correlation };
    await send(deps, await occasionOf(deps, firing), cause);
  };

const send = async (deps: DeliveryDeps, occasion: Occasion, cause: Cause): Promise<void> => {
  const { of, template, channel } = occasion;
  // Before the attempt: while the mail server is away nothing is tried, and nothing is lost.
  if (channel === 'email') await deps.channelOpens();
  const counted = await circumstancesOf(deps, occasion);
  const noChannel = whyNoChannel(deps, channel);
  const written = noChannel ? { why: noChannel } : await writeMessage(deps, occasion, counted.category);

  const [attempted] = await tellMessage(deps, {
    ...{ counted, cause },
    commandFor: (contact) => ({ type: 'Attempt', of, circumstances: { ...counted, contact }, written }),
  });
  if (!attempted) return giveUp(deps, occasion, counted.category, cause);
  if ('why' in written || attempted.type !== SendAttempted.type) return;
  const answer = await sendBy(deps, channel, { mail: written.mail, learner: of.learner });
  const now = deps.clock.now();
  const address = deps.digestOf(written.mail.to.address);
  const said = {
    address,
    template,
    templateVersion: written.templateVersion,
    channel,
    attempt: attempted.data.attempt,
  };
  await tellMessage(deps, {
    ...{ counted: { ...counted, now }, cause },
    commandFor: () => ({ type: 'Answered', of, ...said, answer, now }),
  });
};

const giveUp = async (deps: DeliveryDeps, { of }: Occasion, category: Category, cause: Cause): Promise<void> => {
  const now = deps.clock.now();
  const counted = { message: of.message, category, priority: category.priority, now };
  const { delivery } = category;
  await tellMessage(deps, { counted, cause, commandFor: () => ({ type: 'GiveUp', of, delivery, now }) });
};
