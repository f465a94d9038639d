import { dropoutCurveQuestion } from './dropout-curve.question.ts';

it.each([
  ['at.1', { at: [1, -1] }],
  ['at.0', { until: { days: 30 }, at: [31] }],
  ['restrictedMeanAt.0', { origin: 'run-start', restrictedMeanAt: [-5] }],
  ['until.days', { until: { days: -3 } }],
  ['until.days', { until: { days: 1.5 } }],
  ['until.seconds', { until: { seconds: 86_400 } }],
  ['until', { until: { days: 1, seconds: 1 } }],
  ['until', { until: 'some day' }],
  ['confidence.level', { confidence: { level: 95 } }],
  ['confidence.level', { confidence: { level: 0 } }],
  ['confidence.transform', { confidence: { transform: 'logit' } }],
  ['quantiles.0', { quantiles: [1] }],
  ['groupBy', { groupBy: 'gender' }],
  ['groupBy', { groupBy: 'event.score' }],
  ['stratifyBy', { stratifyBy: 'course' }],
  ['stratifyBy', { groupBy: 'course', stratifyBy: 'course' }],
  ['rho', { rho: 2 }],
  ['rho', { rho: 1, delayedEntry: true }],
  ['timeZone', { timeZone: 'Mars/Olympus' }],
  ['timeUnit', { timeUnit: 'week' }],
  ['lapse.days', { lapse: { days: 0 } }],
  ['origin', { origin: 'birth' }],
  ['where.0.value', { where: [{ field: 'course', op: 'eq' }] }],
  ['', { groupby: 'course' }],
])('refuses what makes no sense, at %s', (path, question) => {
  const { error } = dropoutCurveQuestion.safeParse(question);
  expect(error!.issues.map((issue) => issue.path.join('.'))).toContain(path);
});

it('takes negative times where there are some', () => {
  const before = { origin: 'run-start', cohort: 'all', at: [-20] };
  expect(dropoutCurveQuestion.parse(before).at).toEqual([-20]);
});
