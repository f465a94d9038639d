import { type Category, type ReachOf, type Unreachable } from '@laurel/contracts';
import {
  addressDecider,
  addressStream,
  type Categories,
  type Circumstances,
  contactAfter,
  contactStream,
  firstObjection,
  type Manners,
  NO_CONTACT,
  readContact,
} from '@laurel/communications-domain';
import { type EventStore, type RecordedEvent } from '@laurel/kernel';

export interface ReachPorts {
  readonly store: Pick<EventStore, 'readMany'>;
  readonly categories: Categories;
  readonly manners: Manners;
  readonly digestOf: (address: string) => string;
  /** Of these learners, those that somebody told an address of. */
  readonly emailsOf: (learners: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const PEOPLE_AT_ONCE = 1_000;

/** Whom a message would not reach now. What only puts it off, such as a night, is no reason here, but for the cap. */
export const reachOf =
  (ports: ReachPorts): ReachOf =>
  async (learners, { category: id, priority }, at) => {
    const category = await ports.categories.find(id);
    const emails = await ports.emailsOf(learners);
    const unreachable = new Map<string, Unreachable>();
    for (let from = 0; from < learners.length; from += PEOPLE_AT_ONCE) {
      const some = learners.slice(from, from + PEOPLE_AT_ONCE).map((learner) => {
        const email = emails.get(learner);
        return { learner, address: email === undefined ? undefined : addressStream(ports.digestOf(email)) };
      });
      const streams = some.flatMap(({ learner, address }) => [contactStream(learner), ...(address ? [address] : [])]);
      const histories = await ports.store.readMany([...new Set(streams)]);
      for (const { learner, address } of some) {
        const met = histories.get(contactStream(learner)) ?? [];
        const told = address === undefined ? undefined : (histories.get(address) ?? []);
        const why = whyNot(circumstances(ports, { category, priority, at, met, told }));
        if (why) unreachable.set(learner, why);
      }
    }
    return unreachable;
  };

interface Known {
  readonly category: Category;
  readonly priority: number;
  readonly at: Date;
  readonly met: readonly RecordedEvent[];
  /** Of the address; undefined: there is none. */
  readonly told: readonly RecordedEvent[] | undefined;
}

/** As if the message fell due now, at an hour and on a day that suit. */
const circumstances = ({ manners }: ReachPorts, { category, priority, at, met, told }: Known): Circumstances => {
  const address = told?.map(addressDecider.read).reduce(addressDecider.evolve, addressDecider.initial);
  const suppressed = address?.is === 'suppressed' ? address.why : undefined;
  return {
    ...{ message: '', category, priority, now: at, gate: { is: 'go' }, notAfter: undefined, wroteAt: undefined },
    manners: { quietHours: undefined, workingDays: undefined, cap: manners.cap },
    addressee: address && { timeZone: undefined, holidayOn: () => undefined, absences: [], suppressed },
    contact: met.map(readContact).reduce(contactAfter, NO_CONTACT),
  };
};

const REASONS: Readonly<Record<string, Unreachable>> = {
  'no-address': 'no-address',
  'suppressed-address': 'suppressed',
  'opted-out': 'opted-out',
  cap: 'capped',
};

const whyNot = (asked: Circumstances): Unreachable | undefined => {
  const found = firstObjection(asked, asked.now);
  return found && REASONS[found.courtesy];
};
