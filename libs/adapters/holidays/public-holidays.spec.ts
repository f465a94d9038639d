import { holidaysOf } from './public-holidays.ts';

it.each([
  [{ timeZone: 'Europe/Vienna' }, '2026-10-26', 'Nationalfeiertag'],
  [{ timeZone: 'Europe/Vienna' }, '2026-10-27', undefined],
  [{ timeZone: 'Asia/Tokyo' }, '2026-02-11', '建国記念の日'],
  [{ timeZone: 'Europe/Berlin', calendar: 'DE-BY' }, '2026-01-06', 'Heilige Drei Könige'],
  [{ timeZone: 'Europe/Berlin' }, '2026-01-06', undefined], // not in the whole country
  [{ timeZone: 'Europe/Vienna', calendar: 'US' }, '2026-07-04', 'Independence Day'],
  [{ timeZone: 'Europe/Vienna', calendar: 'US' }, '2026-10-26', undefined],
  [{ calendar: 'XX' }, '2026-12-25', undefined],
  [{ timeZone: 'UTC' }, '2026-12-25', undefined],
  [{}, '2026-12-25', undefined],
])('%j on %s: %s', (where, date, name) => {
  expect(holidaysOf(where)(date)).toBe(name);
});

it('knows those of years to come, and those that last for days', () => {
  const turkish = holidaysOf({ timeZone: 'Europe/Istanbul' });
  const feast = ['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'].map(turkish);
  expect(new Set(feast)).toEqual(new Set(['Kurban Bayramı']));
  expect(holidaysOf({ timeZone: 'Europe/Vienna' })('2040-12-25')).toBe('Christtag');
});
