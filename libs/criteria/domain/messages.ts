import { type LearnerFactsCriterion, type MessageCriterion } from '@laurel/contracts';

/** What a message criterion says in the language of facts: the decisions about messages are facts like any other. */
export const asFacts = (message: MessageCriterion): LearnerFactsCriterion => {
  const { event, rule, campaign, template, within, near, since } = message;
  const where = Object.entries({ rule, campaign, template }).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, test: { op: 'eq' as const, value } }],
  );
  return { is: 'performed', called: messageWords(message), events: [{ event, where }], within, near, since };
};

type Which = Pick<MessageCriterion, 'event' | 'rule' | 'campaign' | 'template'>;

/** Such a message: "message sent (template never-started)". */
export const messageWords = (message: Which): string =>
  message.event
    .slice(message.event.indexOf('.') + 1)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase() + whichWords(message);

/** As what happened to somebody: "was sent a message (template invitation)". */
export const messagePhrase = (message: Which): string =>
  message.event === 'communications.MessageSent'
    ? `was sent a message${whichWords(message)}`
    : `has a ${messageWords(message)}`;

const whichWords = ({ rule, campaign, template }: Which): string => {
  const told = Object.entries({ rule, campaign, template });
  const which = told.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return which.length === 0 ? '' : ` (${which.join(', ')})`;
};
