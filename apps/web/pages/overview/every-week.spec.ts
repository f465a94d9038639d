import { everyWeek } from './every-week.ts';

it('keeps the place of weeks without enrolments, also over a change of the clock', () => {
  const told = [
    { week: '2026-04-06', enrolments: 2 },
    { week: '2026-03-16', enrolments: 5 },
  ];
  expect(everyWeek(told)).toEqual([
    { week: '2026-03-16', enrolments: 5 },
    { week: '2026-03-23', enrolments: 0 },
    { week: '2026-03-30', enrolments: 0 },
    { week: '2026-04-06', enrolments: 2 },
  ]);
  expect(everyWeek([])).toEqual([]);
});
