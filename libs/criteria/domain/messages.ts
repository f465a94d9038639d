import { type LearnerFactsCriterion, type MessageCriterion } from '@laurel/contracts';

/** What a message criterion says in the language of facts: the decisions about messages are facts like any other. */
export const asFacts = ({ event, rule, campaign, template, ...rest }: MessageCriterion): LearnerFactsCriterion => ({
  ...rest,
  is: 'performed',
  called: messageWords({ event, rule, campaign, template }),
  events: [
    {
      event,
      where: Object.entries({ rule, campaign, template }).flatMap(([field, value]) =>
        value === undefined ? [] : [{ field, test: { op: 'eq', value } }],
      ),
    },
  ],
});

/** Such a message: "message sent (template never-started)". */
export const messageWords = ({
  event,
  ...of
}: Pick<MessageCriterion, 'event' | 'rule' | 'campaign' | 'template'>): string => {
  const what = event
    .slice(event.indexOf('.') + 1)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const which = Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return which.length === 0 ? what : `${what} (${which.join(', ')})`;
};
