import { holidaysOf } from '@laurel/holidays';
import { type Parts } from './parts.ts';

/** What messages are judged with, but for the campaigns and rules behind them. */
export const mannersOf = (parts: Parts) => ({
  ...{ store: parts.eventStore, search: parts.eventStore, recipients: parts.people, clock: parts.clock },
  ...{ categories: parts.categories, digestOf: parts.signing.digestOf, holidaysOf },
  manners: {
    quietHours: parts.settings.LAUREL_QUIET_HOURS,
    workingDays: parts.settings.LAUREL_WORKING_DAYS,
    cap: parts.settings.LAUREL_MESSAGE_CAP,
  },
});
