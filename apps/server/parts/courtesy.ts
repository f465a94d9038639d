import { type CourtesyPorts } from '@laurel/communications-feature';
import { engagementGate, ruleGate } from '@laurel/engagement-feature';
import { holidaysOf } from '@laurel/holidays';
import { campaignsOf } from './campaigns.ts';
import { engagementOf, type Parts } from './parts.ts';

/** What messages are judged with, but for the campaigns and rules behind them. */
const mannersOf = (parts: Parts) => ({
  ...{ store: parts.eventStore, search: parts.eventStore, recipients: parts.people, clock: parts.clock },
  ...{ categories: parts.categories, digestOf: parts.signing.digestOf, holidaysOf },
  manners: {
    quietHours: parts.settings.LAUREL_QUIET_HOURS,
    workingDays: parts.settings.LAUREL_WORKING_DAYS,
    cap: parts.settings.LAUREL_MESSAGE_CAP,
  },
});

/** Contexts meet here: engagement says whether a message still makes sense. */
export const courtesyOf = (parts: Parts): CourtesyPorts => ({
  ...mannersOf(parts),
  gate: engagementGate(campaignsOf(parts), ruleGate(engagementOf(parts))),
});
