import {
  ENROLMENT_KEY,
  enrolmentFacts,
  statesTold,
  migrateReadModels,
  resultsTold,
  type ShapeOfEnrolments,
  shapeOfEnrolments,
  TELLS_STATE,
  TOLD,
  toldOfEnrolments,
  toldResults,
} from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import { Parameters } from '../conditions.ts';

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
      return {
        assessment: 'exam',
        carriedOver: pick([undefined, true]),
        attempt: pick([undefined, 1, 2]),
        score: pick([undefined, { raw: pick([1, 2, 3]), max: 4 }, { raw: 9, min: 5, max: 10, scaled: 0.25 }]),
        passed: pick([undefined, true]),
      };
  }
};

const STATES = TOLD.filter((column) => column !== 'known_by').map((column) =>
  /dated$|^activity$|^attributes$/.test(column) ? `arraySort(${column}) AS ${column}` : column,
);
const RESULTS = ['assessment', 'told_at', 'fact_source', 'fact_id', 'scored', 'scaled', 'passed', 'not_passed'];
const rowsOf = async (columns: readonly string[], rows: string, { all }: Parameters): Promise<readonly object[]> =>
  test.warehouse.rows(`SELECT ${[...ENROLMENT_KEY, ...columns].join(', ')} FROM ${rows} ORDER BY ALL`, all);

/** Everybody's facts held against each other. */
const facts = `${enrolmentFacts(['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'recorded_at', 'data'], TELLS_STATE)}
  WHERE enrolment_round > 0`;
const longStates = (whom: string) =>
  `(${toldOfEnrolments(ENROLMENT_KEY, facts)}) WHERE ${whom} AND (notEmpty(enrolled_dated) OR notEmpty(enrolled_undated))`;
const key = ENROLMENT_KEY.join(', ');
const longResults = (whom: string) => `(
  SELECT ${key}, assessment, max(latest) AS latest, latest.1 AS told_at, latest.2 AS fact_source, latest.3 AS fact_id,
    latest.4 AS scored, latest.5 AS scaled, latest.6 = 1 AS passed, latest.6 = 0 AS not_passed
  FROM (${toldResults(ENROLMENT_KEY, `${facts} AND type = 'learning.AssessmentSubmitted' AND ${whom}`)})
  GROUP BY ${key}, assessment, attempt)`;

const TIMES = ['2026-01-15', '2026-02-05', '2026-06-01'];
const shapeAt = (asOf: string, ofWhom: string) =>
  shapeOfEnrolments(test.warehouse, { asOf: Date.parse(asOf) }, {}, ofWhom);

/** By the read models, however few or many stand apart. */
const short = (ofWhom: string, shape: ShapeOfEnrolments, asOf: string) => {
  const parameters = new Parameters(new Date(asOf));
  const whom = { ofWhom, bind: parameters.bind };
  return {
    states: () => rowsOf(STATES, statesTold(whom, shape), parameters),
    results: () => rowsOf(RESULTS, resultsTold(whom, shape), parameters),
  };
};

const expectTheSame = async (ofWhom: string, shape: ShapeOfEnrolments, asOf: string): Promise<void> => {
  const { states, results } = short(ofWhom, shape, asOf);
  const parameters = new Parameters(new Date(asOf));
  const told = await states();
  expect(told).toEqual(await rowsOf(STATES, longStates(ofWhom), parameters));
  expect(await results()).toEqual(await rowsOf(RESULTS, longResults(ofWhom), parameters));
  expect(told.length).toBeGreaterThan(20);
};

describe('tells by the read models what the facts tell, at any time', () => {
  beforeAll(async () => {
    const told = factsOf(words());
    await insertFacts(test.warehouse, told.slice(0, 900));
    await insertFacts(test.warehouse, told.slice(600));
  });

  it.each(TIMES)('with those who stand apart looked up in the query (%s)', async (asOf) => {
    const shape = await shapeAt(asOf, '1');
    expect(shape).toMatchObject({
      lapses: true,
      strangers: true,
      apart: { by: 'look', excluded: true, tangled: true },
    });
    await expectTheSame('1', shape, asOf);
    await expectTheSame('1', { ...shape, allCount: false }, asOf);
  });

  it.each(TIMES)('with those who stand apart named (%s)', async (asOf) => {
    const ofWhom = "learner < 'l2'";
    const shape = await shapeAt(asOf, ofWhom);
    expect(shape.apart).toMatchObject({ by: 'name', moved: expect.any(Array), knots: { learners: expect.any(Array) } });
    await expectTheSame(ofWhom, shape, asOf);
  });

  it('for the most part without the facts: the comparison was none of the facts with themselves', async () => {
    const end = '2026-06-01';
    const shape = await shapeAt(end, '1');
    await test.warehouse.command('TRUNCATE TABLE facts');
    const { states, results } = short('1', shape, end);
    expect([(await states()).length > 100, (await results()).length > 20]).toEqual([true, true]);
  });
});
