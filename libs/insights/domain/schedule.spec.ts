import { schedule as scheduleSchema, type Schedule } from '@laurel/contracts';
import fc from 'fast-check';
import { nextOccurrence, occurrencesBetween, scheduleInWords } from './schedule.ts';
import { scheduledReport } from './subscription.ts';
import { wallOf } from './zoned-time.ts';

const DAY_MS = 86_400_000;
const days = (count: number): number => count * DAY_MS;
const start = new Date('2026-01-31T12:00:00Z');
const end = new Date(start.getTime() + days(400));

const schedule = (more: object): Schedule => scheduleSchema.parse({ at: '08:30', timeZone: 'Europe/Vienna', ...more });
const locals = (more: object, from: string, to: string): readonly string[] =>
  occurrencesBetween(schedule(more), new Date(from), new Date(to)).map(({ local }) => local);

it('comes every day, or every working day', () => {
  expect(locals({ every: 'day' }, '2026-03-05T08:00Z', '2026-03-09T08:00Z')).toEqual([
    ...['2026-03-06T08:30', '2026-03-07T08:30', '2026-03-08T08:30', '2026-03-09T08:30'],
  ]);
  expect(locals({ every: 'day', workingDaysOnly: true }, '2026-03-05T08:00Z', '2026-03-09T08:00Z')).toEqual([
    ...['2026-03-06T08:30', '2026-03-09T08:30'],
  ]);
});

it('comes on a day of the week', () =>
  expect(locals({ every: 'week', on: 'sunday' }, '2026-03-01T08:00Z', '2026-03-16T00:00Z')).toEqual([
    ...['2026-03-08T08:30', '2026-03-15T08:30'],
  ]));

it('comes on a day of the month, on the last one of a shorter month', () =>
  expect(locals({ every: 'month', day: 31 }, '2028-01-01T00:00Z', '2028-05-01T00:00Z')).toEqual([
    ...['2028-01-31T08:30', '2028-02-29T08:30', '2028-03-31T08:30', '2028-04-30T08:30'],
  ]));

it('waits for the Monday where the day of the month is on a weekend, also into the next month', () =>
  expect(locals({ every: 'month', day: 31, workingDaysOnly: true }, '2026-01-01T00:00Z', '2026-07-01T00:00Z')).toEqual([
    ...['2026-02-02T08:30', '2026-03-02T08:30', '2026-03-31T08:30', '2026-04-30T08:30', '2026-06-01T08:30'],
    '2026-06-30T08:30',
  ]));

it('is due at its very instant, and not a moment earlier', () => {
  const at = new Date('2026-03-06T07:30:00Z');
  const before = new Date(at.getTime() - 1);
  const every = schedule({ every: 'day' });
  expect(occurrencesBetween(every, before, at)).toHaveLength(1);
  expect(occurrencesBetween(every, at, at)).toEqual([]);
  expect(nextOccurrence(every, before).at).toEqual(at);
  expect(nextOccurrence(every, at).at.toISOString()).toBe('2026-03-07T07:30:00.000Z');
});

it('is told as people say it', () => {
  expect(scheduleInWords(schedule({ every: 'day', workingDaysOnly: true }))).toBe(
    'every working day at 08:30 (Europe/Vienna)',
  );
  expect(scheduleInWords(schedule({ every: 'week', on: 'monday' }))).toBe('every Monday at 08:30 (Europe/Vienna)');
  expect(scheduleInWords(schedule({ every: 'month', day: 31 }))).toBe('every month on day 31 at 08:30 (Europe/Vienna)');
});

const zones = Intl.supportedValuesOf('timeZone');
/** Also of the hours in which clocks are set: at midnight, at one, two or three. */
const TIMES = ['00:00', '00:30', '01:30', '02:00', '02:30', '03:15', '23:45'];

/** Every local day once, in the order of days, at what the clocks show then; a time that never comes is told later that day. */
const expectEveryDayOnce = (timeZone: string, at: string): number => {
  const found = occurrencesBetween(schedule({ every: 'day', at, timeZone }), start, end);
  const first = Date.parse(`${found[0]?.local}Z`);
  const expected = found.map((_, n) => new Date(first + days(n)).toISOString().slice(0, 16));
  expect(found.map(({ local }) => local)).toEqual(expected);
  expect(found.length).toBeGreaterThanOrEqual(399);
  expect(found.length).toBeLessThanOrEqual(401);
  const late = found.map(({ local, at: instant }) => wallOf(timeZone, instant) - Date.parse(`${local}Z`));
  const instants = found.map((one) => one.at.getTime());
  expect(instants.every((instant, n) => n === 0 || instant > (instants[n - 1] ?? 0))).toBe(true);
  expect(late.every((ms) => ms >= 0 && ms <= 2 * 3_600_000)).toBe(true);
  return late.filter((ms) => ms > 0).length;
};

const setsItsClocks = (timeZone: string): boolean => {
  const offsets = ['2026-01-15', '2026-07-15'].map((day) => wallOf(timeZone, new Date(day)) - Date.parse(day));
  return offsets[0] !== offsets[1];
};

it(`falls due once on each of 400 days in each of ${zones.length} zones, whatever the clocks do`, () => {
  let neverCame = 0;
  for (const zone of zones) neverCame += expectEveryDayOnce(zone, '02:30');
  for (const [n, zone] of zones.filter(setsItsClocks).entries()) {
    neverCame += expectEveryDayOnce(zone, TIMES[n % TIMES.length] ?? '');
  }
  expect(neverCame).toBeGreaterThan(100); // clocks were set forward over it
});

/** What somebody who looks at these instants tells, with the timer that is kept between the looks. */
const told = (every: Schedule, looks: readonly number[]) => {
  let dueAt = nextOccurrence(every, start).at;
  return looks.flatMap((look) => {
    const now = new Date(look);
    if (dueAt > now) return [];
    const report = scheduledReport({ id: 's' }, every, { dueAt, now });
    dueAt = nextOccurrence(every, now).at;
    return report ? [report] : [];
  });
};

it('is told exactly once however often somebody looks, and by the latest for those that nobody looked at', () => {
  const anySchedule = fc.record({
    timeZone: fc.constantFrom(...zones),
    at: fc.constantFrom(...TIMES),
    every: fc.constantFrom({ every: 'day' }, { every: 'day', workingDaysOnly: true }, { every: 'week', on: 'sunday' }),
  });
  /** From a look every few minutes to none for a month. */
  const pauses = fc.array(fc.integer({ min: 1, max: days(30) / 60_000 }), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(anySchedule, pauses, ({ every, ...more }, minutes) => {
      const due = schedule({ ...every, ...more });
      let look = start.getTime();
      const looks = minutes.map((pause) => (look += pause * 60_000));
      const reports = told(due, looks);
      expect(new Set(reports.map(({ firing }) => firing)).size).toBe(reports.length);
      const all = occurrencesBetween(due, start, new Date(look));
      expect(reports.reduce((sum, { passedOver }) => sum + 1 + passedOver, 0)).toBe(all.length);
    }),
    { numRuns: 60 },
  );
});
