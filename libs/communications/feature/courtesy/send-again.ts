import { type CommunicationsEvent, DeliveryUnknown, type UnknownMessages } from '@laurel/contracts';
import { messageDecider, type OfMessage } from '@laurel/communications-domain';
import { type Cause } from '@laurel/kernel';
import { occasionOf } from '../occasion.ts';
import { tellMessage } from '../tell-message.ts';
import { type OperatorPorts } from './operator.deps.ts';

const MOST = 1_000;

/** Messages that were tried and got no answer, newest first: those that nobody sent again since. */
export const unknownMessagesOf = async ({ store, search }: OperatorPorts): Promise<UnknownMessages['messages']> => {
  const found = await search.find({ types: [DeliveryUnknown.type], about: {}, limit: MOST });
  const unknown = new Map<string, UnknownMessages['messages'][number]>();
  for (const event of found) {
    const { message, learner, rule } = DeliveryUnknown.read(event).data;
    if (unknown.has(message)) continue;
    const history = await store.read(`message-${message}`);
    const state = history.map(messageDecider.read).reduce(messageDecider.evolve, messageDecider.initial);
    if (state.is === 'unknown') unknown.set(message, { message, learner, rule, at: event.recordedAt.toISOString() });
  }
  return [...unknown.values()];
};

/** Requests it anew; throws Refused where its delivery is not unknown. */
export const sendOneAgain = async (
  ports: OperatorPorts,
  of: OfMessage,
  cause: Cause & { readonly actor: string },
): Promise<readonly CommunicationsEvent[]> => {
  const occasion = await occasionOf(ports, of.firing);
  const category = await ports.categories.find(occasion.category);
  const { template, channel } = occasion;
  const priority = occasion.priority ?? category.priority;
  const counted = { message: of.message, category, priority, now: ports.clock.now() };
  return tellMessage(ports, {
    ...{ counted, cause },
    commandFor: () => ({
      ...{ type: 'SendAgain', of: occasion.of, template, channel, category, priority },
      by: cause.actor,
    }),
  });
};
