import { type ContactEvent, contactEvents, EVERY_CATEGORY } from '@laurel/contracts';
import { BadEvent, type RecordedEvent } from '@laurel/kernel';
import { type Category } from '@laurel/contracts';

/** A message that counts for the cap and is not sent yet. `firm`: it has its place. */
export interface Claim {
  readonly priority: number;
  readonly firm: boolean;
}

/** How a person may be reached, and how often they were: stream `contact-<learner>`. */
export interface Contact {
  /** Categories that the person left; EVERY_CATEGORY for all. */
  readonly left: ReadonlySet<string>;
  /** By message, in the order in which they were sent. */
  readonly made: ReadonlyMap<string, Date>;
  readonly claims: ReadonlyMap<string, Claim>;
}

export const NO_CONTACT: Contact = { left: new Set(), made: new Map(), claims: new Map() };

export const contactStream = (learner: string): string => `contact-${learner}`;

const definitions = new Map<string, (typeof contactEvents)[number]>(contactEvents.map((one) => [one.type, one]));

export const readContact = (stored: RecordedEvent): ContactEvent => {
  const definition = definitions.get(stored.type);
  if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a contact`);
  return definition.read(stored);
};

export const contactAfter = (contact: Contact, event: ContactEvent): Contact => {
  switch (event.type) {
    case 'communications.ConsentGiven':
      return { ...contact, left: without(contact.left, event.data.category) };
    case 'communications.ConsentWithdrawn':
      return { ...contact, left: new Set([...contact.left, event.data.category]) };
    case 'communications.ContactClaimed': {
      const { message, priority, firm } = event.data;
      const claims = new Map([...contact.claims, [message, { priority, firm }] as const]);
      return { ...contact, claims, made: withoutKey(contact.made, message) };
    }
    case 'communications.ContactMade': {
      const { message, at } = event.data;
      const made = new Map([...withoutKey(contact.made, message), [message, new Date(at)] as const]);
      return { ...contact, made, claims: withoutKey(contact.claims, message) };
    }
    case 'communications.ContactReleased': {
      const { message } = event.data;
      return { ...contact, claims: withoutKey(contact.claims, message), made: withoutKey(contact.made, message) };
    }
  }
};

export const hasLeft = ({ left }: Contact, { id, isOptional }: Category): boolean =>
  isOptional && (left.has(id) || left.has(EVERY_CATEGORY));

const without = (all: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set([...all].filter((other) => other !== one));

const withoutKey = <V>(all: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> =>
  new Map([...all].filter(([other]) => other !== key));
