import { type Appointment, calendarOf } from './calendar.ts';

const appointment: Appointment = {
  ...{ uid: 'u1@laurel.test', sequence: 2, title: 'Kick-off, part 1; öffentlich', start: '2026-03-02T10:00:00+01:00' },
  ...{ duration: { minutes: 90 }, place: 'Room 7', description: 'Bring\nquestions', url: 'https://x.test/k' },
};

/** Lines as RFC 5545 folds them, put together again. */
const linesOf = (of: Partial<Appointment> = {}, from = 'Laurel <laurel@example.test>'): readonly string[] =>
  calendarOf({ ...appointment, ...of }, from, new Date('2026-02-20T08:00:00Z'))
    .replaceAll('\r\n ', '')
    .split('\r\n');

it('is an event in UTC that asks for no reply, under one id over its versions', () => {
  const lines = linesOf();
  for (const line of [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:PUBLISH', 'UID:u1@laurel.test', 'SEQUENCE:2'],
    ...['DTSTAMP:20260220T080000Z', 'DTSTART:20260302T090000Z', 'DTEND:20260302T103000Z', 'LOCATION:Room 7'],
    ...['SUMMARY:Kick-off\\, part 1\\; öffentlich', 'DESCRIPTION:Bring\\nquestions', 'URL;VALUE=URI:https://x.test/k'],
  ]) {
    expect(lines).toContainEqual(line);
  }
  const organizers = lines.filter((line) => line.startsWith('ORGANIZER'));
  expect(organizers).toEqual([expect.stringMatching(/^ORGANIZER;CN="Laurel":mailto:laurel@example.test$/i)]);
  expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([]);
});

it('ends where it is said, and knows a sender without a name', () => {
  const lines = linesOf({ end: '2026-03-02T12:00:00Z', duration: undefined }, 'laurel@example.test');
  expect(lines).toContain('DTEND:20260302T120000Z');
  expect(lines.find((line) => line.startsWith('ORGANIZER'))).toMatch(/:MAILTO:laurel@example.test$/i);
});

it('has no line that is longer than 75 octets', () => {
  const text = calendarOf({ ...appointment, description: 'ä'.repeat(300) }, 'a@b.test', new Date(0));
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});
