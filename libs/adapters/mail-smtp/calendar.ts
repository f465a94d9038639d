import { type Mail } from '@laurel/communications-domain';
import ical, { ICalCalendarMethod } from 'ical-generator';

/** The appointment that a mail carries. */
export type Appointment = NonNullable<Mail['appointment']>;

/** What its receivers read in the type of the part, and again within it. */
export const METHOD = ICalCalendarMethod.PUBLISH;

/**
 * iCalendar (RFC 5545), published (RFC 5546, 3.2.1): it is put into a calendar and asks for no reply, which nobody would
 * read here. Times are UTC, so that every calendar shows its owner's own. `date`: when the mail is written.
 */
export const calendarOf = (appointment: Appointment, from: string, date: Date): string => {
  const { uid, sequence, title, start, end, duration, place, description, url } = appointment;
  const begins = new Date(start);
  const calendar = ical({ prodId: '//Laurel//Laurel//EN', method: METHOD });
  calendar.createEvent({
    ...{ id: uid, sequence, stamp: date, start: begins, summary: title, organizer: organizerOf(from) },
    end: end === undefined ? new Date(begins.getTime() + (duration?.minutes ?? 0) * 60_000) : new Date(end),
    ...(place === undefined ? {} : { location: place }),
    ...(description === undefined ? {} : { description }),
    ...(url === undefined ? {} : { url }),
  });
  return calendar.toString();
};

/** RFC 5546 asks for one; it is the sender of the mail. */
const organizerOf = (from: string): { readonly name: string; readonly email: string } => {
  const [, name = '', email = from] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return { name: name === '' ? email : name, email };
};
