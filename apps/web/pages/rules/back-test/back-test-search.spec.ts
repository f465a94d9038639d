import { type Rule } from '../rule-queries.ts';
import { backTestSearch, isAsked, numbersIn, questionOf, valuesAround } from './back-test-search.ts';

const days = { name: 'days', label: 'Days', kind: 'days', default: 14, minimum: 7, maximum: 25, value: 14 } as const;
const course = { name: 'course', label: 'Course', kind: 'text', default: null, value: null } as const;
const rule = { parameters: [course, days] } as unknown as Rule;

it('sweeps a number around its value, unless values are said', () => {
  expect(valuesAround(days)).toEqual([7, 14, 21, 25]);
  expect(questionOf({ sweep: 'days' }, rule)).toEqual({ sweep: { parameter: 'days', values: [7, 14, 21, 25] } });
  expect(questionOf({ sweep: 'days', values: '10, 20' }, rule).sweep).toEqual({ parameter: 'days', values: [10, 20] });
  expect(questionOf({ sweep: 'none' }, rule)).toEqual({});
});

it('reads an address leniently', () => {
  const search = backTestSearch({ course: 17, lapseAfter: '30', from: 'yesterday', by: 'person.team, person.site' });
  expect([isAsked(search), isAsked({ ...search, sweep: 'none' })]).toEqual([false, true]);
  expect(questionOf({ ...search, sweep: 'none' }, rule)).toEqual({
    ...{ course: '17', lapseAfter: { days: 30 }, by: ['person.team', 'person.site'] },
  });
  expect(numbersIn('7, x; 14')).toEqual([7, 14]);
});
