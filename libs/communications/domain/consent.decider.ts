import { type Category, ConsentGiven, ConsentWithdrawn, type ContactEvent, EVERY_CATEGORY } from '@laurel/contracts';
import { type Decider } from '@laurel/kernel';
import { type Contact, contactAfter, NO_CONTACT, readContact } from './contact.ts';

/** Who says it, and behind which message's link. */
export interface Said {
  readonly learner: string;
  readonly by: 'person' | 'one-click' | 'operator';
  readonly message?: string | undefined;
}
/** The person leaves one category, or EVERY_CATEGORY. */
export interface Leave extends Said {
  readonly type: 'Leave';
  readonly category: string;
}
/** The person chose, of the categories that were offered, those that they want. */
export interface Choose extends Said {
  readonly type: 'Choose';
  readonly offered: readonly Pick<Category, 'id'>[];
  readonly wanted: ReadonlySet<string>;
}
export type ConsentCommand = Leave | Choose;

/** What a person wants: a part of their contact, so that no message can pass by it. */
export const consentDecider: Decider<Contact, ConsentCommand, ContactEvent> = {
  initial: NO_CONTACT,
  read: readContact,
  evolve: contactAfter,
  decide: (contact, command) => {
    switch (command.type) {
      case 'Leave':
        return contact.left.has(command.category) ? [] : [ConsentWithdrawn.of(consent(command, command.category))];
      case 'Choose':
        return choose(contact, command);
    }
  },
};

/** Choosing anything takes back that everything was left: what is not wanted is then left one by one. */
const choose = ({ left }: Contact, command: Choose): readonly ContactEvent[] => {
  const leftAll = left.has(EVERY_CATEGORY);
  const takenBack = leftAll && command.wanted.size > 0;
  const changes = command.offered.flatMap(({ id }): readonly ContactEvent[] => {
    const isWanted = command.wanted.has(id);
    if (isWanted === !left.has(id)) return [];
    return [isWanted ? ConsentGiven.of(consent(command, id)) : ConsentWithdrawn.of(consent(command, id))];
  });
  return [...(takenBack ? [ConsentGiven.of(consent(command, EVERY_CATEGORY))] : []), ...changes];
};

const consent = ({ learner, by, message }: Said, category: string) => ({
  ...{ learner, category, by },
  ...(message === undefined ? {} : { message }),
});
