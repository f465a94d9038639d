import { type Circumstances, type Courtesy, defer } from './courtesy.ts';

const DAY_MS = 86_400_000;
/** When places are held by messages that are not sent yet, nobody knows when one is free: it is looked at again. */
const LOOK_AGAIN_MS = 3_600_000;

export const cap: Courtesy = {
  id: 'cap',
  sentence:
    'A person gets at most so many messages in so many days, over all rules and campaigns; what matters more goes first.',
  objection: (circumstances, at) => {
    const { message, category, contact, manners } = circumstances;
    if (!category.isCapped || contact.claims.get(message)?.firm) return undefined;
    const { messages, days } = manners.cap;
    const made = madeWithin(circumstances, at);
    const tooMany = made.length + held(circumstances, at) - messages + 1;
    if (tooMany <= 0) return undefined;
    const leaves = made[tooMany - 1];
    const until = leaves === undefined ? at.getTime() + LOOK_AGAIN_MS : leaves + days * DAY_MS;
    return defer(new Date(until), `${messages} messages in ${days} days are enough for one person`);
  },
};

/** When other messages went that still count at `at`, oldest first, in milliseconds since 1970. */
const madeWithin = ({ message, contact, manners }: Circumstances, at: Date): readonly number[] =>
  [...contact.made]
    .filter(([other]) => other !== message)
    .map(([, time]) => time.getTime())
    .filter((time) => time > at.getTime() - manners.cap.days * DAY_MS)
    .sort((a, b) => a - b);

/** Places that others have before they are sent: those that have one, and those that wait and matter more. */
const held = ({ message, priority, contact, now }: Circumstances, at: Date): number => {
  if (at > now) return 0; // by then they are sent, or not meant any more
  const others = [...contact.claims].filter(([other]) => other !== message);
  return others.filter(([, claim]) => claim.firm || claim.priority > priority).length;
};
