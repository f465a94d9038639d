import { type Criterion, criterion } from '@laurel/contracts';
import { DAY_MS, type EnrolmentKey, evaluate, type History } from '@laurel/criteria-domain';
import { type Watch, watchHistory } from '@laurel/engagement-domain';
import { migrateReadModels } from '@laurel/insights-read-model';
import {
  criteriaReadersOf,
  DRAWN_ACTIVITY,
  DRAWN_AT,
  DRAWN_LEARNERS,
  drawnTelling,
  openTestWarehouse,
  tellOnly,
  type TestWarehouse,
} from '@laurel/testing';
import fc from 'fast-check';

let server: TestWarehouse;
beforeAll(async () => {
  server = await openTestWarehouse();
  await migrateReadModels(server.warehouse);
});
afterAll(() => server.drop());

const days = fc.integer({ min: 0, max: 12 });
const facts = {
  events: fc
    .subarray(['learning.Enrolled', 'learning.CreditGranted', ...DRAWN_ACTIVITY], { minLength: 1 })
    .map((all) => all.map((event) => ({ event }))),
  called: fc.constant('activity'),
  of: fc.constantFrom('enrolment', 'course'),
  within: fc.option(fc.record({ days }), { nil: undefined }),
};
const leaf = fc.oneof(
  fc.record({ is: fc.constantFrom('performed', 'notPerformed'), ...facts }),
  fc.record({ is: fc.constant('count'), ...facts, atLeast: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ is: fc.constant('state'), state: fc.constantFrom('current', 'withdrawn', 'completed') }),
  fc.record({ is: fc.constant('elapsed'), since: fc.constantFrom('enrolled', 'begun'), atLeast: days }),
  fc.record({
    is: fc.constant('assessment'),
    stands: fc.constantFrom('failed', 'overdue'),
    which: fc.constantFrom('first', undefined),
  }),
  fc.record({
    is: fc.constant('attribute'),
    of: fc.constantFrom('enrolment', 'person'),
    name: fc.constant('word'),
    test: fc.constant({ op: 'eq', value: 'x' }),
  }),
);
const anyCriterion = fc
  .array(leaf, { minLength: 1, maxLength: 3 })
  .map((all): Criterion => criterion.parse(JSON.parse(JSON.stringify({ is: 'and', all }))));

const FIRST = Math.floor(DRAWN_AT.getTime() / DAY_MS) - 30;
const LAST = FIRST + 34;
const everybody = { learners: DRAWN_LEARNERS.map((learner) => ({ course: 'c', learner })) };
const keyOf = ({ learner, run, registration, ordinal }: EnrolmentKey & { readonly ordinal: number }) =>
  JSON.stringify([learner, run, registration, ordinal]);

/** The long way: everybody is read as known on the day. A flag stays at its first look. */
const flagOn = async (look: number, criteria: readonly Criterion[], first: readonly Map<string, number>[]) => {
  const at = new Date(look * DAY_MS);
  const { criteria: reader } = criteriaReadersOf(server.warehouse);
  for (const enrolment of await reader.enrolments({ is: 'and', all: criteria }, everybody, at)) {
    for (const [index, flags] of first.entries()) {
      const holds = evaluate(criteria[index]!, enrolment, at).holds;
      if (holds && !flags.has(keyOf(enrolment))) flags.set(keyOf(enrolment), look);
    }
  }
};

it('reading the history once says of every day what the facts as known on that day say', async () => {
  const { histories: readHistories } = criteriaReadersOf(server.warehouse);
  const asOf = new Date(LAST * DAY_MS);
  let [flags, unflagged] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnTelling, { minLength: 150, maxLength: 400, size: 'max' }),
      fc.array(anyCriterion, { minLength: 12, maxLength: 12 }),
      async (history, criteria) => {
        await tellOnly(server.warehouse, history);
        const histories: History[] = [];
        for await (const batch of readHistories({ criteria, course: 'c' }, asOf)) histories.push(...batch);
        const watch: Watch = { criteria, asOf, lapseAfterDays: null, from: FIRST, to: LAST };
        const watched = histories.flatMap((one) => watchHistory(one, watch));
        const first = criteria.map(() => new Map<string, number>());
        for (let look = FIRST; look <= LAST; look++) await flagOn(look, criteria, first);
        const expected = watched.map(({ enrolment }) => [
          keyOf(enrolment),
          first.map((looks) => looks.get(keyOf(enrolment)) ?? null),
        ]);
        expect(watched.map(({ enrolment, flags: found }) => [keyOf(enrolment), found])).toEqual(expected);
        const found = watched.flatMap((one) => one.flags);
        flags += found.filter((look) => look !== null).length;
        unflagged += found.filter((look) => look === null).length;
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
  expect(Math.min(flags, unflagged)).toBeGreaterThan(40); // the histories are rich enough to mean something
}, 240_000);

it('reading few learners the short way says what reading them the long way says', async () => {
  const { criteria: reader, enrolmentsOfFew } = criteriaReadersOf(server.warehouse);
  let held = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnTelling, { minLength: 150, maxLength: 400, size: 'max' }),
      fc.array(anyCriterion, { minLength: 8, maxLength: 8 }),
      fc.boolean(),
      async (history, criteria, clean) => {
        // Clean: nothing is taken back and no identity is told twice, as nearly always; else the long way answers.
        const told = history
          .filter(({ type }) => !clean || type !== 'learning.Voided')
          .map((one, n) => (clean ? { ...one, id: `u${n}` } : one));
        await tellOnly(server.warehouse, told);
        const all: Criterion = { is: 'and', all: criteria };
        const read = await Promise.all(
          [enrolmentsOfFew, reader.enrolments].map((way) => way(all, everybody, DRAWN_AT)),
        );
        const [short, long] = read.map((enrolments) =>
          enrolments
            .map((one) => `${keyOf(one)} ${criteria.map((each) => evaluate(each, one, DRAWN_AT).holds).join()}`)
            .sort(),
        );
        expect(short).toEqual(long);
        held += long?.filter((one) => one.includes('true')).length ?? 0;
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  expect(held).toBeGreaterThan(100);
}, 120_000);
