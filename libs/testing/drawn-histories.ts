import { derivedReadModels, type Fact, factOf, type ToldEvent, type Warehouse } from '@laurel/insights-read-model';
import fc from 'fast-check';
import { insertFacts } from './facts.ts';

const DAY_MS = 86_400_000;
const DAY_0 = Date.parse('2026-01-01T00:00:00Z');
/** When drawn histories are looked at: some of what they tell is later, or known later. */
export const DRAWN_AT = new Date(DAY_0 + 30 * DAY_MS);
export const DRAWN_LEARNERS = Array.from({ length: 25 }, (_, n) => `learner-${n}`);
const day = fc.integer({ min: 0, max: 36 });
export const DRAWN_ACTIVITY = ['learning.CourseStarted', 'learning.ContentViewed', 'learning.AssessmentSubmitted'];

/** What one source says once: identities collide, and much of it belongs together only by chance. */
export interface DrawnTelling {
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

export const drawnTelling: fc.Arbitrary<DrawnTelling> = fc
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
      ...[...DRAWN_ACTIVITY, 'learning.CreditGranted', 'learning.CourseDescribed', 'learning.PersonDescribed'],
    ),
    learner: fc.constantFrom(...DRAWN_LEARNERS),
    run: fc.constantFrom('', '', '', 'r1'),
    registration: fc.constantFrom('', '', '', 'g1'),
    day,
    recorded: fc.integer({ min: 0, max: 33 }),
    flag: fc.constantFrom(true, false, undefined),
    word: fc.constantFrom('x', 'y', undefined),
    starts: fc.integer({ min: 0, max: 30 }),
    target: fc.integer({ min: 1, max: 400 }),
  })
  .map((one): DrawnTelling => {
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

/** As the projection makes them. */
export const rowsOf = (history: readonly DrawnTelling[]): readonly Fact[] =>
  history.map(({ type, data, recordedAt, ...told }, n) => {
    // The drawn data fits its type, which the union cannot see.
    const event = { type, version: 1, data } as ToldEvent['event'];
    return factOf({ ...told, event }, { topic: 't', partition: 0, offset: BigInt(n), appendedAt: recordedAt });
  });

/** The warehouse knows this history and nothing else; it was told twice, forwards and backwards. */
export const tellOnly = async (warehouse: Warehouse, history: readonly DrawnTelling[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(warehouse, rowsOf(history));
  await insertFacts(warehouse, rowsOf(history.toReversed()));
};
