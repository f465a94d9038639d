import { type TeamControllerPorts, type TeamPorts } from '@laurel/communications-feature';
import { type EngagementGate, LEARNING_EVENTS, SuggestionTaken, type TeamReports } from '@laurel/contracts';
import {
  openSettings,
  openTeamReports,
  PROJECTION,
  QUESTION_LIMITS_ALLOWED,
  type SettingsBook,
} from '@laurel/insights-feature';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock, type EventStore } from '@laurel/kernel';
import { publicUrlOf } from '@laurel/platform';
import { type Parts } from './parts.ts';

export interface ManagerReportParts {
  readonly settingsBook: SettingsBook;
  readonly teamReports: TeamReports;
}

interface Needed {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly eventStore: EventStore;
}

/** One for the process: what was read of teams is shared by who mails reports and who shows them. */
export const openManagerReports = ({ warehouse, clock, eventStore }: Needed): ManagerReportParts => {
  const settingsBook = openSettings(eventStore);
  const teamReports = openTeamReports({ warehouse, clock, settingsBook, limits: QUESTION_LIMITS_ALLOWED });
  return { settingsBook, teamReports };
};

/** Contexts meet here: insights knows the figures, people the names. */
export const teamsOf = ({ people, managerReports }: Parts): TeamPorts => ({
  teamReports: managerReports.teamReports,
  namesOf: async (learners) => new Map((await people.findMany(learners)).map(({ learner, name }) => [learner, name])),
});

/** What managers reach from their mail is answered with. */
export const teamControllerOf = (parts: Parts): TeamControllerPorts => ({
  ...teamsOf(parts),
  ...{ store: parts.eventStore, search: parts.eventStore, sign: parts.signing.sign, clock: parts.clock },
  publicUrl: publicUrlOf(parts.settings),
  newestSettings: async () => (await parts.managerReports.settingsBook.find())?.settings.version ?? 0,
});

/** What the addresses about teams are answered with. */
export const managerReportsOf = ({ warehouse, clock, eventStore, managerReports }: Parts) => ({
  ...{ warehouse, clock, search: eventStore, settingsBook: managerReports.settingsBook },
  limits: QUESTION_LIMITS_ALLOWED,
});

/** What decides that reports fall due. */
export const managerLooksOf = (parts: Parts) => ({
  ...managerReportsOf(parts),
  ...{ store: parts.eventStore, log: parts.log, everySeconds: parts.settings.LAUREL_SWEEP_SECONDS },
  zonesOf: async (learners: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const people = await parts.people.findMany(learners);
    return new Map(people.flatMap(({ learner, timeZone }) => (timeZone === undefined ? [] : [[learner, timeZone]])));
  },
  unread: () => parts.eventLog.lag(LEARNING_EVENTS, PROJECTION),
});

/** A message that a manager wanted: is it still so? What came from nothing of the kind is for others to judge. */
export const suggestionGate =
  ({ eventStore, managerReports }: Parts, others: EngagementGate): EngagementGate =>
  async (occasion) => {
    const [first] = await eventStore.read(`firing-${occasion.firing}`);
    return first?.type === SuggestionTaken.type
      ? managerReports.teamReports.stillHolds(SuggestionTaken.read(first).data)
      : others(occasion);
  };
