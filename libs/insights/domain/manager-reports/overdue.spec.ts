import { type AssignmentFact, overdueOf } from './overdue.ts';

const at = (day: number): number => Date.parse('2026-03-01T00:00:00Z') + (day - 1) * 86_400_000;
const fact = (type: string, day: number, data: object = {}): AssignmentFact => ({
  ...{ type: `learning.${type}`, at: at(day), data: JSON.stringify({ course: 'safety', ...data }) },
});
const assigned = (day: number, due: number, more: object = {}) =>
  fact('Assigned', day, { by: 'rule', required: true, dueAt: new Date(at(due)).toISOString(), ...more });
const overdue = (told: readonly AssignmentFact[], more: object = {}) =>
  overdueOf({ told }, { asOf: at(20), notBefore: at(-100), repeats: false, ...more }).map(({ run, dueAt }) => [
    run,
    Math.round((dueAt - at(0)) / 86_400_000),
  ]);

it('is what is required and past its date', () => {
  expect(overdue([assigned(1, 10)])).toEqual([['', 10]]);
  expect(overdue([assigned(1, 20)])).toEqual([['', 20]]); // on the moment
  expect(overdue([assigned(1, 21)])).toEqual([]);
  expect(overdue([assigned(1, 10, { required: false })])).toEqual([]);
  expect(overdue([fact('Assigned', 1, { by: 'self', required: true })])).toEqual([]);
  expect(overdue([assigned(1, 10)], { notBefore: at(10) })).toEqual([]); // forgotten
});

it('goes by the latest word on each assignment', () => {
  expect(overdue([assigned(1, 10), assigned(5, 25)])).toEqual([]);
  expect(overdue([assigned(1, 10, { assignment: 'a' }), assigned(5, 25, { assignment: 'b' })])).toEqual([['', 10]]);
  expect(overdue([assigned(1, 10, { run: '1' }), assigned(1, 12, { run: '2' })])).toEqual([
    ['1', 10],
    ['2', 12],
  ]);
});

it.each<[string, AssignmentFact, readonly unknown[], object?]>([
  ['waived', fact('AssignmentWaived', 5, { reason: 'exempt' }), []],
  ['waived before it was assigned again', fact('AssignmentWaived', 0), [['', 10]]],
  ['another run waived', fact('AssignmentWaived', 5, { run: '2' }), [['1', 10]], { run: '1' }],
  ['completed before it was assigned', fact('CourseCompleted', -5), []],
  ['failed', fact('CourseCompleted', 5, { result: 'fail' }), [['', 10]]],
  ['another run completed', fact('CourseCompleted', 5, { run: '2' }), [['1', 10]], { run: '1' }],
  ['completed in no stated run', fact('CourseCompleted', 5), [], { run: '1' }],
  ['credited', fact('CreditGranted', 5, { basis: 'external' }), []],
  [
    'credited until yesterday',
    fact('CreditGranted', 5, { basis: 'external', validUntil: '2026-03-19T00:00:00Z' }),
    [['', 10]],
  ],
])('%s', (_, end, expected, more = {}) => {
  expect(overdue([end, assigned(1, 10, more)].sort((a, b) => a.at - b.at))).toEqual(expected);
});

it('wants a completion of its own where the course repeats', () => {
  expect(overdue([fact('CourseCompleted', -5), assigned(1, 10)], { repeats: true })).toEqual([['', 10]]);
  expect(overdue([assigned(1, 10), fact('CourseCompleted', 15)], { repeats: true })).toEqual([]);
});
