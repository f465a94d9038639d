import { behindFigure, funnelPeopleQuestion, learnerCriterion } from '@laurel/contracts';
import { criteriaReader } from '@laurel/criteria-read-model';
import { criteriaFacts, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import { askFunnelPeople } from './funnel-people.question.ts';
import { learnersBehind } from './learners-behind.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await insertFacts(test.warehouse, factsOf(told));
});
afterAll(() => test.drop());

const asker = { id: 'owner', scopes: new Set(['ask' as const]), sees: 'everyone' as const };
const at = new Date('2026-06-30T00:00:00Z');
const PEOPLE = 1_200; // more than stand beside a query

/** A third converts, a third dropped long ago, a third enrolled lately. */
const told = Array.from({ length: PEOPLE }, (_, n): readonly FactWords[] => {
  const learner = `l${n}`;
  const data = { course: 'c', attributes: { team: `t${n % 5}` } };
  const enrolled = { type: 'learning.Enrolled' as const, at: n % 3 === 2 ? '2026-06-28' : '2026-01-01', learner, data };
  const done = { type: 'learning.CourseCompleted' as const, at: '2026-01-05', learner, data: { course: 'c' } };
  return n % 3 === 0 ? [enrolled, done] : [enrolled];
}).flat();

const steps = [{ event: 'learning.Enrolled' }, { event: 'learning.CourseCompleted' }];
const breakdown = { by: 'event.attributes.team' };

it.each([
  { steps, step: 1, place: 'reached' },
  { steps, step: 1, place: 'dropped' },
  { steps, step: 1, place: 'open' },
  { steps, step: 2, place: 'reached' },
  { unit: 'enrolment', steps, step: 1, place: 'dropped' },
  { steps, breakdown, step: 1, place: 'dropped', breakdownValue: 't2' },
])('the people behind a bar of a funnel are a segment: %j', async (figure) => {
  const question = funnelPeopleQuestion.parse({ ...figure, page: { size: 1000 }, asOf: at.toISOString() });
  const listed = new Set<string>();
  let page = question.page;
  for (;;) {
    const answer = await askFunnelPeople(test.warehouse, { ...question, page }, { asker, now: at, limits: {} });
    for (const { learner } of answer.people) listed.add(learner);
    if (answer.next === null) break;
    page = funnelPeopleQuestion.shape.page.parse({ size: 1000, after: answer.next });
  }
  const reader = criteriaReader(test.warehouse, criteriaFacts, {
    segment: () => Promise.resolve(undefined),
    behindFigure: (people, asOf) => learnersBehind(test.warehouse, behindFigure.parse(people), { asker, asOf }),
  });
  const members = await reader.matchingLearners(learnerCriterion.parse({ is: 'funnel', people: figure }), at);
  expect(listed.size).toBeGreaterThan(50);
  expect(members).toEqual([...listed].sort());
});
