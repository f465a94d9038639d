import { type Criterion, criterion } from '@laurel/contracts';
import { type Enrolment, type EnrolmentKey, evaluate } from '@laurel/criteria-domain';
import { countedFacts, enrolmentFacts, migrateReadModels } from '@laurel/insights-read-model';
import {
  DRAWN_ACTIVITY,
  DRAWN_AT,
  DRAWN_LEARNERS,
  drawnTelling,
  openTestWarehouse,
  tellOnly,
  type TestWarehouse,
} from '@laurel/testing';
import fc from 'fast-check';
import { criteriaReader } from './criteria-reader.ts';

const events = fc
  .subarray(['learning.Enrolled', 'learning.CreditGranted', ...DRAWN_ACTIVITY], { minLength: 1 })
  .map((types) =>
    types.map((event) =>
      event === 'learning.AssessmentSubmitted'
        ? { event, where: [{ field: 'carriedOver', test: { op: 'ne' as const, value: true } }] }
        : { event },
    ),
  );
const facts = {
  events,
  called: fc.constant('activity'),
  of: fc.constantFrom('enrolment', 'course'),
  within: fc.option(fc.record({ days: fc.integer({ min: 0, max: 20 }) }), { nil: undefined }),
  since: fc.constantFrom('enrolled', 'begun', undefined),
};
const few = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
const days = fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined });
const test = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne'), value: fc.constantFrom('x', 'y', true, 3) }),
  fc.record({ op: fc.constant('in'), value: fc.constant(['x', false, 3]) }),
);
const anyCriterion = fc
  .letrec<{ one: unknown }>((tie) => ({
    one: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.record({ is: fc.constantFrom('performed', 'notPerformed'), ...facts }),
      fc.record({ is: fc.constant('count'), ...facts, atLeast: few, atMost: few }),
      fc.record({ is: fc.constant('state'), state: fc.constantFrom('current', 'withdrawn', 'completed') }),
      fc.record({
        is: fc.constant('elapsed'),
        since: fc.constantFrom('enrolled', 'begun'),
        atLeast: days,
        atMost: days,
      }),
      fc.record({
        is: fc.constant('attribute'),
        of: fc.constantFrom('enrolment', 'person'),
        name: fc.constantFrom('word', 'flag'),
        test,
      }),
      fc.record({
        is: fc.constant('assessment'),
        stands: fc.constantFrom('failed', 'overdue'),
        which: fc.constantFrom('first', undefined),
      }),
      fc.record({ is: fc.constantFrom('and', 'or'), all: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ is: fc.constant('not'), the: tie('one') }),
    ),
  }))
  .one.map((one): Criterion => criterion.parse(JSON.parse(JSON.stringify(one))));

let server: TestWarehouse;
beforeAll(async () => {
  server = await openTestWarehouse();
  await migrateReadModels(server.warehouse);
});
afterAll(() => server.drop());

const keyOf = ({ learner, course, run, registration, ordinal }: EnrolmentKey & { readonly ordinal: number }) =>
  [course, run, learner, registration, ordinal].join('/');

/** Reader 1 over all of them. */
const evaluated = (one: Criterion, enrolments: readonly Enrolment[]) =>
  enrolments
    .filter((enrolment) => evaluate(one, enrolment, DRAWN_AT).holds)
    .map(keyOf)
    .sort();

it('both readers find the same enrolments, whatever was told, in whatever order, twice, late or taken back', async () => {
  const reader = criteriaReader(server.warehouse, { countedFacts, enrolmentFacts });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnTelling, { minLength: 150, maxLength: 400, size: 'max' }),
      fc.array(anyCriterion, { minLength: 5, maxLength: 8, size: 'max' }),
      async (history, criteria) => {
        await tellOnly(server.warehouse, history);
        const all: Criterion = { is: 'and', all: criteria };
        const enrolments = await reader.enrolments(
          all,
          { learners: DRAWN_LEARNERS.map((learner) => ({ course: 'c', learner })) },
          DRAWN_AT,
        );
        for (const one of criteria) {
          const matches = await reader.matching(one, { course: 'c' }, DRAWN_AT);
          found += matches.length;
          expect(matches.map(keyOf).sort()).toEqual(evaluated(one, enrolments));
        }
      },
    ),
    { numRuns: 12 },
  );
  expect(found).toBeGreaterThan(300); // the histories are rich enough to mean something
}, 120_000);
