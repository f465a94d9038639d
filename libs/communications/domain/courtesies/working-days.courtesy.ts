import { dateOf, type LocalTime, localTime, nextDay, weekdayOf } from '../local-clock.ts';
import { type Circumstances, type Courtesy, defer } from './courtesy.ts';

export const workingDays: Courtesy = {
  id: 'working-days',
  sentence: 'Nothing is sent on days on which people do not work where the person is: weekends and public holidays.',
  objection: (circumstances, at) => {
    const zone = circumstances.addressee?.timeZone;
    if (zone === undefined || !circumstances.category.waitsFor.includes('working-days')) return undefined;
    const why = whyFree(circumstances, localTime(zone, at));
    return why === undefined ? undefined : defer(nextDay(zone, at), `${why} in ${zone}`);
  },
};

const whyFree = ({ manners, addressee }: Circumstances, { day }: LocalTime): string | undefined => {
  if (manners.workingDays === undefined) return undefined;
  if (!manners.workingDays.has(weekdayOf(day))) return 'no working day';
  const holiday = addressee?.holidayOn(dateOf(day));
  return holiday === undefined ? undefined : `public holiday (${holiday})`;
};
