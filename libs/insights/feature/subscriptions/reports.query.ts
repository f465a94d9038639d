import {
  communicationsEvents,
  messageOutcomes,
  type MessageOutcome,
  ReportFellDue,
  type ReportList,
} from '@laurel/contracts';
import { type EventSearch } from '@laurel/kernel';
import { z } from 'zod';

const REPORTS = 100;
/** More than the messages of so many reports have: every attempt is three events. */
const EVENTS = 40 * REPORTS;
const TYPES = communicationsEvents.map(({ type }) => type);
const outcomeOf: ReadonlyMap<string, MessageOutcome> = new Map(Object.entries(messageOutcomes));

const ofMessage = z.looseObject({ firing: z.string(), message: z.string(), why: z.string().optional() });

interface Outcome {
  readonly outcome: MessageOutcome;
  readonly why: string | null;
  readonly message: string;
}

/** What fell due of a subscription, newest first, and what became of each mail. */
export const readReports = async (search: EventSearch, subscription: string): Promise<ReportList> => {
  const [due, outcomes] = await Promise.all([
    search.find({ types: [ReportFellDue.type], about: { subscription }, limit: REPORTS }),
    outcomesOf(search, subscription),
  ]);
  return {
    reports: due.map((event) => {
      const { firing, asOf, version, because, passedOver } = ReportFellDue.read(event).data;
      const { outcome = 'due' as const, why = null, message = null } = outcomes.get(firing) ?? {};
      return { id: firing, asOf, version, because, passedOver, outcome, why, message };
    }),
  };
};

/** By report, of the newest event of its message. */
const outcomesOf = async (search: EventSearch, subscription: string): Promise<ReadonlyMap<string, Outcome>> => {
  const found = await search.find({ types: TYPES, about: { rule: `subscription-${subscription}` }, limit: EVENTS });
  return new Map(
    [...found].reverse().flatMap((event): [string, Outcome][] => {
      const { firing, message, why = null } = ofMessage.parse(event.data);
      const outcome = outcomeOf.get(event.type);
      return outcome ? [[firing, { outcome, why, message }]] : [];
    }),
  );
};
