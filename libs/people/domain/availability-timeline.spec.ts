import { turnsOf } from './availability-timeline.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n));
const away = (from: number, until: number, kind = 'leave') => ({ from: day(from), until: day(until), kind });

it('says when somebody goes and comes back', () =>
  expect(turnsOf([away(9, 10, 'travel'), away(2, 5, 'sick')])).toEqual([
    ...[
      { at: day(2), value: 'leave' },
      { at: day(5), value: 'here' },
    ],
    ...[
      { at: day(9), value: 'travelling' },
      { at: day(10), value: 'here' },
    ],
  ]));

it('is here only when no absence is left', () =>
  expect(turnsOf([away(2, 9), away(3, 4, 'travel'), away(9, 11, 'travel')])).toEqual([
    { at: day(2), value: 'leave' },
    { at: day(11), value: 'here' },
  ]));
