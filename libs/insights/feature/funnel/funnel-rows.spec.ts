import { type FunnelAnswer, type FunnelStepFigures } from '@laurel/contracts';
import { csvOf } from '../export/csv.ts';
import { tableOf } from '../export/table.ts';
import { funnelPeopleRows, funnelRows } from './funnel-rows.ts';

const step = (name: string, reached: number, more: Partial<FunnelStepFigures> = {}): FunnelStepFigures => ({
  ...{ name, reached, dropped: 0, open: 0, rateFromFirst: 1, rateFromPrevious: 1 },
  ...{ intervalFromFirst: null, intervalFromPrevious: null, secondsFromFirst: null, secondsFromPrevious: null },
  ...more,
});
const steps = [
  step('in', 4),
  step('out', 2, {
    rateFromFirst: 0.5,
    intervalFromFirst: { lower: 0.1, upper: 0.9 },
    secondsFromFirst: { mean: 3, median: 2, p90: 5 },
  }),
];
const meta = { asOf: '2026-01-01T00:00:00Z', dataThrough: null, tookMs: 1, factsRead: 6, definition: {} };
const answer: FunnelAnswer = { steps, timeToConvert: [], breakdown: null, other: null, trend: null, meta };
const linesOf = (rows: readonly object[]): readonly string[] => csvOf(tableOf(rows, [])).trimEnd().split('\r\n');

it('has one line per step, and the same columns whatever is null', () => {
  expect(linesOf(funnelRows(answer))).toEqual([
    'name,reached,dropped,open,rateFromFirst,rateFromFirst.lower,rateFromFirst.upper,rateFromPrevious,rateFromPrevious.lower,rateFromPrevious.upper,secondsFromFirst.mean,secondsFromFirst.median,secondsFromFirst.p90,secondsFromPrevious.mean,secondsFromPrevious.median,secondsFromPrevious.p90',
    'in,4,0,0,1,,,1,,,,,,,,',
    'out,2,0,0,0.5,0.1,0.9,1,,,3,2,5,,,',
  ]);
});

it('has the lines of a breakdown and a trend too, and says of what each is', () => {
  const one = (reached: number) => [step('in', reached)];
  const rows = funnelRows({
    ...answer,
    steps: one(6),
    breakdown: [
      { value: 'none', steps: one(3) },
      { value: null, steps: one(2) },
    ],
    other: { values: 1, steps: one(1) },
    trend: [{ from: '2026-01-05', steps: one(6) }],
  });
  expect(linesOf(rows).map((line) => line.split(',').slice(0, 5).join())).toEqual([
    'part,value,entered,name,reached',
    'all,,,in,6',
    'value,none,,in,3',
    'none,,,in,2',
    'other,,,in,1',
    'entered,,2026-01-05,in,6',
  ]);
});

it('has one line per person with the times of their steps', () => {
  const enrolment = { course: 'c', run: 'r', registration: '', round: 1 };
  const people = [
    { learner: 'l1', enrolment, times: ['2026-01-01T00:00:00Z'] },
    { learner: 'l2', enrolment, times: ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'] },
  ];
  expect(linesOf(funnelPeopleRows({ people, next: null, meta }))).toEqual([
    'learner,enrolment.course,enrolment.run,enrolment.registration,enrolment.round,step1,step2',
    'l1,c,r,,1,2026-01-01T00:00:00Z,',
    'l2,c,r,,1,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z',
  ]);
});
