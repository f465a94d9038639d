import { type Criterion, criterion } from '@laurel/contracts';
import { DAY_MS, type Enrolment, type EnrolmentKey, evaluate } from '@laurel/criteria-domain';
import {
  type ToldEvent,
  countedFacts,
  derivedReadModels,
  encodeFacts,
  enrolmentFacts,
  factOf,
  migrateReadModels,
} from '@laurel/insights-read-model';
import { openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import fc from 'fast-check';
import { criteriaReader } from './criteria-reader.ts';

const DAY_0 = Date.parse('2026-01-01T00:00:00Z');
const at = new Date(DAY_0 + 30 * DAY_MS);
const LEARNERS = Array.from({ length: 25 }, (_, n) => `learner-${n}`);
const day = fc.integer({ min: 0, max: 36 });
const activity = ['learning.CourseStarted', 'learning.ContentViewed', 'learning.AssessmentSubmitted'];

interface Told {
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly type: string;
  readonly data: Record<string, unknown>;
}
interface Drawn {
  readonly source: string;
  readonly flag: boolean | undefined;
  readonly word: string | undefined;
  readonly starts: number;
  readonly target: number;
}
type Filling = (drawn: Drawn) => { of: 'enrolment' | 'course' | 'nothing'; data: Record<string, unknown> };

const dayOf = (day: number): Date => new Date(DAY_0 + day * DAY_MS);
const plain: Filling = () => ({ of: 'enrolment', data: {} });
const when = (condition: unknown, data: Record<string, unknown>) => (condition ? data : {});
const dueLater = (target: number) => [{ id: 'z', title: 'Last', dueAt: dayOf(target / 10).toISOString() }];
const DATA: Readonly<Record<string, Filling>> = {
  'learning.Enrolled': ({ flag, word }) => ({
    of: 'enrolment',
    data: { ...when(flag === false, { timeKnown: false }), ...when(word, { attributes: { word, flag: flag ?? 3 } }) },
  }),
  'learning.Withdrawn': plain,
  'learning.CourseCompleted': plain,
  'learning.CourseStarted': plain,
  'learning.AssessmentSubmitted': ({ flag, word, target }) => ({
    of: 'enrolment',
    data: {
      assessment: word ?? 'z',
      ...when(flag !== undefined, { carriedOver: flag }),
      ...when(target % 3 < 2, { passed: target % 3 === 0 && target % 2 === 0 }),
      ...when(target % 5 < 2, { attempt: 1 + (target % 5) }),
    },
  }),
  'learning.ContentViewed': () => ({ of: 'course', data: { content: 'x' } }),
  'learning.CreditGranted': () => ({ of: 'course', data: { basis: 'exempt' } }),
  'learning.CourseDescribed': ({ flag, word, starts, target }) => ({
    of: 'course',
    data: {
      ...when(flag !== undefined, { repeats: flag }),
      ...when(word, { startsAt: dayOf(starts).toISOString() }),
      ...when(target % 3, {
        assessments: [{ id: 'x', dueAt: dayOf(starts).toISOString() }, { id: 'y' }, ...(word ? [] : dueLater(target))],
      }),
    },
  }),
  'learning.PersonDescribed': ({ word }) => ({ of: 'nothing', data: { attributes: word ? { word } : { other: 1 } } }),
  'learning.Voided': ({ source, target }) => ({ of: 'nothing', data: { of: { source, id: `e${target}` } } }),
};

const told: fc.Arbitrary<Told> = fc
  .record({
    id: fc.integer({ min: 1, max: 400 }).map((n) => `e${n}`), // few, so that identities collide
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
    learner: fc.constantFrom(...LEARNERS),
    run: fc.constantFrom('', '', '', 'r1'),
    registration: fc.constantFrom('', '', '', 'g1'),
    day,
    recorded: fc.integer({ min: 0, max: 33 }),
    flag: fc.constantFrom(true, false, undefined),
    word: fc.constantFrom('x', 'y', undefined),
    starts: fc.integer({ min: 0, max: 30 }),
    target: fc.integer({ min: 1, max: 400 }),
  })
  .map((one): Told => {
    const { type, source, learner, run, registration } = one;
    const { of, data } = DATA[type]!(one);
    return {
      ...{ source, id: one.id },
      subject: type === 'learning.CourseDescribed' ? 'course:c' : learner,
      occurredAt: dayOf(one.day),
      recordedAt: dayOf(one.recorded),
      type,
      data: {
        ...(of === 'nothing' ? {} : { course: 'c', ...(run ? { run } : {}) }),
        ...(of === 'enrolment' && registration ? { registration } : {}),
        ...data,
      },
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
      fc.record({ is: fc.constant('assessment'), stands: fc.constantFrom('failed', 'overdue') }),
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

const TABLES = ['facts', ...derivedReadModels.map(({ name }) => name)];
const tell = (history: readonly Told[]) =>
  server.warehouse.insert(
    'facts',
    'RowBinary',
    encodeFacts(
      history.map(({ type, data, recordedAt, ...told }, n) => {
        // The drawn data fits its type, which the union cannot see.
        const event = { type, version: 1, data } as ToldEvent['event'];
        return factOf({ ...told, event }, { topic: 't', partition: 0, offset: BigInt(n), appendedAt: recordedAt });
      }),
    ),
  );

/** Reader 1 over all of them. */
const evaluated = (one: Criterion, enrolments: readonly Enrolment[]) =>
  enrolments
    .filter((enrolment) => evaluate(one, enrolment, at).holds)
    .map(keyOf)
    .sort();

it('both readers find the same enrolments, whatever was told, in whatever order, twice, late or taken back', async () => {
  const reader = criteriaReader(server.warehouse, { countedFacts, enrolmentFacts });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { minLength: 150, maxLength: 400, size: 'max' }),
      fc.array(anyCriterion, { minLength: 5, maxLength: 8, size: 'max' }),
      async (history, criteria) => {
        for (const table of TABLES) await server.warehouse.command(`truncate table ${table}`);
        await tell(history);
        await tell(history.toReversed());
        const all: Criterion = { is: 'and', all: criteria };
        const enrolments = await reader.enrolments(all, { course: 'c', learners: LEARNERS }, at);
        for (const one of criteria) {
          const matches = await reader.matching(one, { course: 'c' }, at);
          found += matches.length;
          expect(matches.map(keyOf).sort()).toEqual(evaluated(one, enrolments));
        }
      },
    ),
    { numRuns: 12 },
  );
  expect(found).toBeGreaterThan(300); // the histories are rich enough to mean something
}, 120_000);
