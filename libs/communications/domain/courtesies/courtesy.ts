import { type CourtesyId, type GateAnswer } from '@laurel/contracts';
import { type Category } from '@laurel/contracts';
import { type Contact } from '../contact.ts';
import { type QuietHours } from '../quiet-hours.ts';

/** When somebody cannot be reached: from inclusive, until exclusive. */
export interface Absence {
  readonly from: Date;
  readonly until: Date;
  /** Such as leave or travel. */
  readonly kind: string;
}

/** What is known of the person, as far as manners need it. */
export interface Addressee {
  /** undefined: not known; then nobody guesses their night. */
  readonly timeZone: string | undefined;
  /** Public holidays where the person is, by their local date (YYYY-MM-DD): the name, or undefined. */
  readonly holidayOn: (date: string) => string | undefined;
  readonly absences: readonly Absence[];
  /** Why nothing goes to the address; undefined: it is not suppressed. */
  readonly suppressed: string | undefined;
}

/** At most so many messages to one person within so many days, over all rules and campaigns. */
export interface Cap {
  readonly messages: number;
  readonly days: number;
}

/** What holds for everybody here. */
export interface Manners {
  readonly quietHours: QuietHours | undefined;
  /** 1 is Monday, 7 is Sunday; undefined: people are written to every day, public holidays included. */
  readonly workingDays: ReadonlySet<number> | undefined;
  readonly cap: Cap;
}

/** All that a message is judged by. */
export interface Circumstances {
  readonly message: string;
  readonly category: Category;
  readonly priority: number;
  readonly now: Date;
  readonly manners: Manners;
  /** undefined: nobody knows an address. */
  readonly addressee: Addressee | undefined;
  readonly contact: Contact;
  readonly gate: GateAnswer;
  /** Later it makes no sense. */
  readonly notAfter: Date | undefined;
  /** When this rule last wrote about this enrolment, in another message. */
  readonly wroteAt: Date | undefined;
}

/** undefined: nothing is against it. */
export type Objection =
  | { readonly is: 'suppress'; readonly why: string }
  | { readonly is: 'defer'; readonly until: Date; readonly why: string };

/** One reason not to send, or not to send now. */
export interface Courtesy {
  readonly id: CourtesyId;
  readonly sentence: string;
  /** What is against sending at `at`, now or later. */
  readonly objection: (circumstances: Circumstances, at: Date) => Objection | undefined;
}

export const suppress = (why: string): Objection => ({ is: 'suppress', why });
export const defer = (until: Date, why: string): Objection => ({ is: 'defer', until, why });
