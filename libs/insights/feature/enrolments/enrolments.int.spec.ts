import {
  ENROLMENT_KEY,
  enrolmentFacts,
  statesTold,
  migrateReadModels,
  shapeOfEnrolments,
  TELLS_STATE,
  TOLD,
  toldOfEnrolments,
} from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, type TestWarehouse } from '@laurel/testing';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const LEARNERS = 400;

/** The same numbers in every run. */
const picker = (seed: number) => {
  let state = seed;
  return <T>(from: readonly T[]): T => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return from[(state >> 8) % from.length]!;
  };
};
const pick = picker(11);
const day = (): string =>
  `2026-01-${String(pick(Array.from({ length: 28 }, (_, index) => index + 1))).padStart(2, '0')}`;

/** Anything a learner's facts may say, most of it twice over; some facts of one identity in two versions, some voided. */
const words = (): FactWords[] => {
  const told = Array.from({ length: LEARNERS * 5 }, (_, index): FactWords => {
    const type = pick(['Enrolled', 'Enrolled', 'Withdrawn', 'CourseCompleted', 'CourseStarted', 'AssessmentSubmitted']);
    const at = day();
    return {
      type: `learning.${type}` as FactWords['type'],
      learner: `l${index % LEARNERS}`,
      id: `f${pick([index, index, index, index, index, index - (index % 40)])}`,
      at,
      told: pick([at, at, '2026-02-10']),
      data: {
        course: pick(['once', 'yearly']),
        run: pick(['1', '1', '1', '2', undefined]),
        registration: pick([undefined, undefined, undefined, 'x']),
        ...dataOf(type),
      },
    };
  });
  const repeats = { course: 'yearly', repeats: true, lapseAfter: { days: 5 } };
  return [
    ...told,
    { type: 'learning.CourseDescribed', at: '2025-01-01', learner: 'course:yearly', data: repeats },
    ...Array.from({ length: 20 }, (_, index): FactWords => {
      const of = { source: 'lms', id: `f${index * 97}` };
      return { type: 'learning.Voided', at: '2026-02-05', id: `v${index}`, data: { of } };
    }),
  ];
};
const dataOf = (type: string): object => {
  switch (type) {
    case 'Enrolled':
      return {
        timeKnown: pick([undefined, undefined, false]),
        attributes: pick([undefined, { level: pick([1, '1', 2]), odd: '"' }, { team: pick(['red', 'blue']) }]),
      };
    case 'Withdrawn':
      return { timeKnown: pick([undefined, false]) };
    case 'CourseCompleted':
      return { result: pick(['pass', 'fail', undefined]) };
    case 'CourseStarted':
      return {};
    default:
      return { assessment: 'exam', carriedOver: pick([undefined, true]) };
  }
};

const COMPARED = TOLD.filter((column) => column !== 'known_by').map((column) =>
  /dated$|^activity$|^attributes$/.test(column) ? `arraySort(${column}) AS ${column}` : column,
);
const told = (rows: string, asOf: string) =>
  test.warehouse.rows<{ course: string; learner: string }>(
    `SELECT ${[...ENROLMENT_KEY, ...COMPARED].join(', ')} FROM ${rows} ORDER BY ${ENROLMENT_KEY.join(', ')}`,
    { asOf: Date.parse(asOf) },
  );

it('tells by the read model what the facts tell, at any time', async () => {
  const facts = factsOf(words());
  await insertFacts(test.warehouse, facts.slice(0, 900));
  await insertFacts(test.warehouse, facts.slice(600));
  const columns = ['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'recorded_at', 'data'] as const;
  const long = `(${toldOfEnrolments(ENROLMENT_KEY, `${enrolmentFacts(columns, TELLS_STATE)} WHERE enrolment_round > 0`)})
    WHERE notEmpty(enrolled_dated) OR notEmpty(enrolled_undated)`;
  const end = '2026-06-01';
  const shapeAt = (asOf: string) => shapeOfEnrolments(test.warehouse, { asOf: Date.parse(asOf) }, {}, '1');
  for (const asOf of ['2026-01-03', '2026-01-20', '2026-02-05', '2026-02-10', end]) {
    const shape = await shapeAt(asOf);
    expect(shape).toEqual({ allCount: false, lapses: true, apart: true, strangers: true });
    const short = await told(statesTold('1', shape), asOf);
    expect(short).toEqual(await told(long, asOf));
    expect(short.length).toBeGreaterThan(20);
  }
  // Without the facts the read model still tells most of it: the comparison above was none of the facts with themselves.
  const shape = await shapeAt(end);
  await test.warehouse.command('TRUNCATE TABLE facts');
  expect((await told(statesTold('1', shape), end)).length).toBeGreaterThan(100);
});
