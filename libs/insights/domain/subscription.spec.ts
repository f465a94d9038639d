import { threshold as thresholdSchema } from '@laurel/contracts';
import { alertReport, figureAt, firstLook, type LastAlert, mayTell, nextLook, whenInWords } from './subscription.ts';

const now = new Date('2026-03-02T09:30:00Z'); // a Monday
const threshold = (more: object = {}) =>
  thresholdSchema.parse({ figure: 'totals.completionRate', is: 'below', value: 0.5, ...more });
const alert = (figure: number | null, last?: LastAlert, more: object = {}) =>
  alertReport({ id: 's1' }, threshold(more), { figure, last, now });
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

it('tells of a figure beyond the value, and says which', () =>
  expect(alert(0.41)).toEqual({
    ...{ firing: 'report-s1-alert-1', asOf: now.toISOString(), alert: 1, passedOver: 0 },
    because: 'totals.completionRate is 0.41, below 0.5',
  }));

it('rounds the figure in its sentence only', () =>
  expect(alert(4 / 15)?.because).toBe('totals.completionRate is 0.266667, below 0.5'));

it('says nothing of a figure at the value, on the good side of it, or undefined', () => {
  expect([alert(0.5), alert(0.6), alert(null)]).toEqual([undefined, undefined, undefined]);
  expect(alert(0.5, undefined, { is: 'above' })).toBeUndefined();
  expect(alert(0.51, undefined, { is: 'above' })?.because).toBe('totals.completionRate is 0.51, above 0.5');
});

it('tells once in so many hours, each time under a new id', () => {
  expect(alert(0.1, { number: 3, at: hoursAgo(23.99) })).toBeUndefined();
  expect(alert(0.1, { number: 3, at: hoursAgo(24) })?.firing).toBe('report-s1-alert-4');
  expect(alert(0.1, { number: 3, at: hoursAgo(1) }, { repeatAfterHours: 1 })?.alert).toBe(4);
});

it.each([
  ['2026-03-02T07:59:59Z', true], // 08:59 in Vienna
  ['2026-03-02T06:59:59Z', false],
  ['2026-03-02T15:59:59Z', true],
  ['2026-03-02T16:00:00Z', false],
  ['2026-03-01T12:00:00Z', false], // Sunday
  ['2026-02-27T23:30:00Z', false], // Saturday there, Friday in UTC
])('looks at %s within the working hours: %s', (at, may) => {
  const workingHours = { from: 8, to: 17, timeZone: 'Europe/Vienna' };
  expect(mayTell(threshold({ workingHours }), undefined, new Date(at))).toBe(may);
});

it('looks at once and then every so many minutes; a schedule at its times only', () => {
  const figure = { by: 'threshold', threshold: threshold({ lookEveryMinutes: 90 }) } as const;
  expect(firstLook(figure, now)).toEqual(now);
  expect(nextLook(figure, now).toISOString()).toBe('2026-03-02T11:00:00.000Z');
  const schedule = { every: 'day', at: '08:30', timeZone: 'UTC', workingDaysOnly: false } as const;
  expect(firstLook({ by: 'schedule', schedule }, now).toISOString()).toBe('2026-03-03T08:30:00.000Z');
});

it('is told as people say it', () =>
  expect(whenInWords({ by: 'threshold', threshold: threshold() })).toBe(
    'when totals.completionRate is below 0.5; looked at every 15 minutes, told at most once in 24 hours',
  ));

it('finds a figure by its path', () => {
  const answer = { totals: { rate: 0.5, none: null, name: 'x' }, steps: [{ reached: 7 }] };
  const paths = ['totals.rate', 'totals.none', 'steps.0.reached', 'steps.1.reached', 'totals.name', 'totals.toString'];
  expect(paths.map((path) => figureAt(answer, path))).toEqual([0.5, null, 7, undefined, undefined, undefined]);
});
