import {
  communicationsEvents,
  ManagerReportFellDue,
  type ManagerReportList,
  type ManagerReportsQuery,
  messageOutcomes,
  type MessageOutcome,
} from '@laurel/contracts';
import { type EventSearch } from '@laurel/kernel';
import { z } from 'zod';

const REPORTS = 1_000;
/** More than a message has: every attempt is three events. */
const EVENTS_OF_A_MESSAGE = 40;
const TYPES = communicationsEvents.map(({ type }) => type);
const outcomeOf: ReadonlyMap<string, MessageOutcome> = new Map(Object.entries(messageOutcomes));
const ofMessage = z.looseObject({ firing: z.string(), message: z.string(), why: z.string().optional() });

/** The rule that the messages of these reports name. */
export const MANAGER_REPORT = 'manager-report';

/** What fell due, newest first, and what became of each mail. */
export const readManagerReports = async (
  search: EventSearch,
  { manager, week }: ManagerReportsQuery,
): Promise<ManagerReportList> => {
  const about = { ...(manager === undefined ? {} : { learner: manager }), ...(week === undefined ? {} : { week }) };
  const due = await search.find({ types: [ManagerReportFellDue.type], about, limit: REPORTS });
  const reports = due.map((event) => ManagerReportFellDue.read(event).data);
  const learners = [...new Set(reports.map(({ learner }) => learner))];
  const limit = EVENTS_OF_A_MESSAGE * reports.length;
  const told =
    learners.length === 0 ? [] : await search.find({ types: TYPES, about: { rule: MANAGER_REPORT }, learners, limit });
  // The newest comes first, and so counts last.
  const outcomes = new Map(
    [...told]
      .reverse()
      .flatMap((event): [string, { outcome: MessageOutcome; why: string | null; message: string }][] => {
        const { firing, message, why = null } = ofMessage.parse(event.data);
        const outcome = outcomeOf.get(event.type);
        return outcome ? [[firing, { outcome, why, message }]] : [];
      }),
  );
  return {
    reports: reports.map(({ firing, learner, week: day, asOf, settings }) => ({
      ...{ id: firing, manager: learner, week: day, asOf, settings },
      ...(outcomes.get(firing) ?? { outcome: 'due' as const, why: null, message: null }),
    })),
  };
};
