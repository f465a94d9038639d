import { type Criterion, criterion, DAY_MS, enrolmentsOf, evaluate, type Fact } from '@laurel/criteria-domain';
import { openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import fc from 'fast-check';
import { criteriaReader } from './criteria-reader.ts';
import { countedForTest, FACTS_FOR_TEST, storedRow, type Told, whatCounts } from './told.fixture.ts';

const DAY_0 = Date.parse('2026-01-01T00:00:00Z');
const at = new Date(DAY_0 + 30 * DAY_MS);
const day = fc.integer({ min: 0, max: 36 });
const activity = ['learning.CourseStarted', 'learning.ContentViewed', 'learning.AssessmentSubmitted'];

const told: fc.Arbitrary<Told> = fc
  .record({
    id: fc.integer({ min: 1, max: 24 }).map((n) => `e${n}`), // few, so that identities collide
    source: fc.constantFrom('lms', 'hr'),
    type: fc.constantFrom(
      ...[
        'learning.Enrolled',
        'learning.Enrolled',
        'learning.Withdrawn',
        'learning.CourseCompleted',
        'learning.Voided',
      ],
      ...[...activity, 'learning.CreditGranted', 'learning.CourseDescribed', 'learning.PersonDescribed'],
    ),
    learner: fc.constantFrom('ann', 'bob'),
    run: fc.constantFrom('', 'r1'),
    registration: fc.constantFrom('', '', 'g1'),
    day,
    recorded: fc.integer({ min: 0, max: 33 }),
    flag: fc.constantFrom(true, false, undefined),
    word: fc.constantFrom('x', 'y', undefined),
    starts: fc.integer({ min: 0, max: 30 }),
    target: fc.integer({ min: 1, max: 24 }),
  })
  .map(({ day, recorded, flag, word, starts, target, ...fact }) => {
    const iso = new Date(DAY_0 + starts * DAY_MS).toISOString();
    const data: Record<string, unknown> = {
      'learning.Enrolled': {
        ...(flag === false ? { timeKnown: false } : {}),
        ...(word ? { attributes: { word, flag: flag ?? 3 } } : {}),
      },
      'learning.CourseDescribed': {
        ...(flag === undefined ? {} : { repeats: flag }),
        ...(word ? { startsAt: iso } : {}),
      },
      'learning.PersonDescribed': { attributes: word ? { word } : { other: 1 } },
      'learning.AssessmentSubmitted': flag === undefined ? {} : { carriedOver: flag },
      'learning.Voided': { of: { source: fact.source, id: `e${target}` } },
    };
    const aboutCourse = !['learning.Voided', 'learning.PersonDescribed'].includes(fact.type);
    const registered =
      aboutCourse &&
      !['learning.ContentViewed', 'learning.CourseDescribed', 'learning.CreditGranted'].includes(fact.type);
    return {
      ...fact,
      learner: fact.type === 'learning.CourseDescribed' ? 'course:c' : fact.learner,
      course: aboutCourse ? 'c' : '',
      run: aboutCourse ? fact.run : '',
      registration: registered ? fact.registration : '',
      occurredAt: new Date(DAY_0 + day * DAY_MS),
      recordedAt: new Date(DAY_0 + recorded * DAY_MS),
      data: data[fact.type] ?? {},
    };
  });

const events = fc
  .subarray(['learning.Enrolled', 'learning.CreditGranted', ...activity], { minLength: 1 })
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
      fc.record({ is: fc.constantFrom('and', 'or'), all: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ is: fc.constant('not'), the: tie('one') }),
    ),
  }))
  .one.map((one): Criterion => criterion.parse(JSON.parse(JSON.stringify(one))));

let test_: TestWarehouse;
beforeAll(async () => {
  test_ = await openTestWarehouse();
  await test_.warehouse.command(FACTS_FOR_TEST);
});
afterAll(() => test_.drop());

const keyed = ({ learner, course, run, registration, ordinal }: Record<string, unknown>) =>
  [course, run, learner, registration, ordinal].join('/');

/** Reader 1 over everything that counts. */
const matchingByEvaluation = (one: Criterion, counted: readonly Fact[]) =>
  enrolmentsOf(counted, at)
    .filter((enrolment) => evaluate(one, enrolment, at).holds)
    .map((enrolment) => keyed({ ...enrolment }));

it('both readers find the same enrolments, whatever was told, in whatever order, twice, late or taken back', async () => {
  const reader = criteriaReader(test_.warehouse, countedForTest);
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { maxLength: 40 }),
      fc.array(anyCriterion, { minLength: 1, maxLength: 6 }),
      async (history, criteria) => {
        await test_.warehouse.command('truncate table facts');
        await test_.warehouse.insert(
          'facts',
          'JSONEachRow',
          Buffer.from([...history, ...history].map(storedRow).join('\n')),
        );
        const counted = whatCounts(history, at);
        for (const one of criteria) {
          const matches = await reader.matching(one, { course: 'c' }, at);
          expect(matches.map((match) => keyed({ ...match })).sort()).toEqual(matchingByEvaluation(one, counted).sort());
          const loaded = await reader.enrolments(one, { course: 'c', learners: ['ann', 'bob'] }, at);
          const found = loaded
            .filter((enrolment) => evaluate(one, enrolment, at).holds)
            .map((enrolment) => keyed({ ...enrolment }));
          expect(found.sort()).toEqual(matchingByEvaluation(one, counted).sort());
        }
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
