import { questionInWords } from './question-in-words.ts';

it('says a funnel step by step, with its conditions and its window', () => {
  const body = {
    unit: 'enrolment',
    steps: [
      { name: 'Enrolled', event: 'learning.Enrolled', where: [{ field: 'event.course', op: 'eq', value: 'c' }] },
      { event: 'learning.CourseCompleted' },
      { anyOf: [{ event: 'learning.Attended' }, { event: 'learning.CreditGranted' }] },
    ],
    window: { days: 60 },
    entered: { from: '2026-01-01T00:00:00Z' },
  };
  expect(questionInWords('funnel', body)).toEqual([
    'How many get from step to step, and where the others are',
    'unit: enrolment',
    'steps 1: Enrolled, learning.Enrolled, event.course is c',
    'steps 2: learning.CourseCompleted',
    'steps 3: any of learning.Attended, learning.CreditGranted',
    'window: 60 days',
    'entered: from 2026-01-01T00:00:00Z',
  ]);
});

it('says conditions as sentences, and leaves out what says nothing', () => {
  const where = [
    { field: 'course', op: 'in', value: ['a', 'b'] },
    { field: 'person.team', op: 'exists', value: false },
    { field: 'run', op: 'eq', value: '' },
  ];
  expect(
    questionInWords('course-overview', { where, by: 'run', asOf: null, restrictedMeanAt: [30, 90] }).slice(1),
  ).toEqual([
    'where: course is one of a, b, person.team is not told, run is (none told)',
    'by: run',
    'restricted mean at: 30, 90',
  ]);
  expect(questionInWords('course-overview', { where: [] })).toHaveLength(1);
});
