import { type BackTestAnswer, ruleBackTest, type ruleDraft } from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { defineRule, readyMadeRules } from '@laurel/engagement-domain';
import { migrateReadModels } from '@laurel/insights-read-model';
import { Refused } from '@laurel/kernel';
import {
  criteriaReadersOf,
  factsOf,
  type FactWords,
  insertFacts,
  openTestWarehouse,
  ordersOf,
  type TestWarehouse,
} from '@laurel/testing';
import fc from 'fast-check';
import { type z } from 'zod';
import { backTestByHand, type ToldFact } from '../../../../test/support/back-test-reference.mjs';
import { backTestRule } from './back-test.query.ts';

const DAY_0 = Date.parse('2026-01-01T00:00:00Z');
const dayAt = (day: number): string => new Date(DAY_0 + day * DAY_MS).toISOString();
const RUN = { course: 'c', run: 'r' };
const RUN_END = 60;

let server: TestWarehouse;
beforeAll(async () => {
  server = await openTestWarehouse();
  await migrateReadModels(server.warehouse);
});
afterAll(() => server.drop());

/** The warehouse knows these facts and nothing else. */
const tell = async (words: readonly FactWords[], ...more: readonly (readonly FactWords[])[]): Promise<void> => {
  for (const table of ['facts', 'fact_versions', 'conflicts', 'voids', 'course_descriptions']) {
    await server.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  for (const one of [words, ...more]) await insertFacts(server.warehouse, factsOf(one));
};
const described: FactWords = {
  ...{ type: 'learning.CourseDescribed', id: 'described', learner: 'course:c', at: dayAt(-100) },
  data: { ...RUN, endsAt: dayAt(RUN_END) },
};
const fact = (learner: string, type: FactWords['type'], day: number, more: Partial<FactWords> = {}): FactWords => ({
  ...{ learner, type, at: dayAt(day), id: `${learner}/${type}/${day}` },
  data: type === 'learning.ContentViewed' ? { ...RUN, content: 'x' } : RUN,
  ...more,
});

const silent = {
  ...{ id: 'silent', title: 'Silent', sentence: 'Silent for {days} days.', where: {} },
  parameters: [{ name: 'days', label: 'Days', kind: 'days', default: 14, minimum: 1, maximum: 100 }],
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'current' },
      { is: 'elapsed', since: 'begun', atLeast: { parameter: 'days' } },
      {
        ...{ is: 'notPerformed', called: 'reading', events: [{ event: 'learning.ContentViewed' }] },
        within: { days: { parameter: 'days' } },
      },
    ],
  },
  action: { type: 'SendMessage', template: 'never-started', category: 'learning-reminder' },
} satisfies z.input<typeof ruleDraft>;
const failed = {
  ...silent,
  parameters: [],
  sentence: 'Failed.',
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'current' },
      { is: 'assessment', stands: 'failed' },
    ],
  },
};

const ask = (
  rule: z.input<typeof ruleDraft>,
  asked: z.input<typeof ruleBackTest>,
  days: readonly number[] = [],
): Promise<BackTestAnswer> =>
  backTestRule(
    {
      ...criteriaReadersOf(server.warehouse),
      clock: { now: () => new Date(dayAt(80)) },
    },
    {
      definition: defineRule({ ...rule, version: 1 }),
      version: 1,
      values: {},
      others: days.map((value) => ({ value, values: { days: value } })),
    },
    ruleBackTest.parse(asked),
  );

/** ann and bob left after a silence, cem without one; dua was silent and finished; eve came until the run had nearly ended; fay's run has no end. */
const story: readonly FactWords[] = [
  described,
  fact('ann', 'learning.Enrolled', 0),
  fact('ann', 'learning.Withdrawn', 30),
  fact('bob', 'learning.Enrolled', 0),
  fact('bob', 'learning.ContentViewed', 5),
  fact('bob', 'learning.Withdrawn', 40),
  fact('cem', 'learning.Enrolled', 0),
  ...[3, 10].map((day) => fact('cem', 'learning.ContentViewed', day)),
  fact('cem', 'learning.Withdrawn', 20),
  fact('dua', 'learning.Enrolled', 0),
  fact('dua', 'learning.CourseCompleted', 50),
  fact('eve', 'learning.Enrolled', 0),
  ...[0, 1, 2, 3, 4, 5].map((week) => fact('eve', 'learning.ContentViewed', 10 * week + 1)),
  fact('fay', 'learning.Enrolled', 70, { data: { course: 'c', run: 'other' } }),
];

it('works out by hand', async () => {
  await tell(story);
  const { figures, leftOut, meta } = await ask(silent, {});
  expect(figures).toMatchObject({
    ...{ enrolments: 6, left: 3, stayed: 2, open: 1, flagged: 3, flaggedOpen: 0, flaggedTooLate: 1, missed: 1 },
    precision: { count: 2, of: 3 },
    recall: { count: 2, of: 3 },
    baseRate: { count: 3, of: 5 },
    // Day 14 (ann, dua): 3 of 5 will leave. Day 20 (bob): cem left that morning, so 2 of 4.
    atRandom: { precision: (3 / 5 + 3 / 5 + 2 / 4) / 3, recall: (3 / 5 + 3 / 5 + 2 / 4) / 3 },
    leadTime: { lower: 17, median: 18, upper: 19 }, // ann 16 days, bob 20
    inWords: [
      '2 of 3 flagged left; 1 of 3 who left were missed.',
      'Of as many drawn by lot on the same days, 1.7 would have left.',
      'Half of those who left were flagged 18 days before or earlier.',
    ],
  });
  expect(leftOut).toEqual({ neverLookedAt: 0, timeNotKnown: 0 });
  expect(meta).toMatchObject({ asOf: dayAt(80), factsRead: 20 - 1 });
});

it('judges each day by what was known then: a late fact changes no day before it was told', async () => {
  const visit = fact('ann', 'learning.ContentViewed', 12);
  const flagOfAnn = async (told: readonly FactWords[]) => {
    await tell([described, fact('ann', 'learning.Enrolled', 0), ...told, fact('ann', 'learning.Withdrawn', 40)]);
    const { figures } = await ask(silent, {});
    return figures.leadTime && 40 - figures.leadTime.median;
  };
  expect(await flagOfAnn([])).toBe(14);
  expect(await flagOfAnn([visit])).toBe(27); // told at once: silent since day 12
  expect(await flagOfAnn([{ ...visit, told: dayAt(13.5) }])).toBe(27); // told in time
  expect(await flagOfAnn([{ ...visit, told: dayAt(14.5) }])).toBe(14); // told half a day too late: flagged by then
  expect(await flagOfAnn([{ ...visit, told: dayAt(39) }])).toBe(14);
  const enrolledLate = fact('ann', 'learning.Enrolled', 0, { told: dayAt(33), id: 'again' });
  await tell([described, enrolledLate, fact('ann', 'learning.Withdrawn', 40)]);
  expect((await ask(silent, {})).figures.leadTime?.median).toBe(40 - 33); // nobody knew of her before
});

it('leaves out who left at a time that nobody knows', async () => {
  const data = { ...RUN, timeKnown: false };
  await tell([described, fact('ann', 'learning.Enrolled', 0), fact('ann', 'learning.Withdrawn', RUN_END, { data })]);
  const { figures, leftOut } = await ask(silent, {});
  expect([figures.enrolments, leftOut]).toEqual([0, { neverLookedAt: 0, timeNotKnown: 1 }]);
});

it('counts who was flagged only after leaving as missed, and says so', async () => {
  const gone = fact('ann', 'learning.Withdrawn', 10, { told: dayAt(25) });
  await tell([described, fact('ann', 'learning.Enrolled', 0), gone]);
  const { figures } = await ask(silent, {});
  expect(figures).toMatchObject({ left: 1, flagged: 0, flaggedTooLate: 1, missed: 1 });
});

it('answers the same when told twice and in any order, and as of a date the same for good', async () => {
  const asked = { asOf: dayAt(45), by: ['enrolment.team'] };
  await tell(story);
  const { meta, ...first } = await ask(silent, asked, [7, 21]);
  for (const order of ordersOf(story)) {
    await tell(
      order,
      order.map((one) => ({ ...one, told: dayAt(79) })),
    );
    expect(await ask(silent, asked, [7, 21])).toMatchObject(first);
  }
  await tell([
    ...story,
    fact('new', 'learning.Enrolled', 0, { told: dayAt(46) }),
    fact('eve', 'learning.Withdrawn', 46),
  ]);
  const later = await ask(silent, asked, [7, 21]);
  expect(later).toMatchObject(first);
  expect(later.meta.dataThrough).toBe(meta.dataThrough);
});

it('sweeps a parameter in one reading: each value as if asked alone', async () => {
  await tell(story);
  const { sweep } = await ask(silent, {}, [7, 14, 30]);
  for (const { value, figures } of sweep) {
    const alone = { ...silent, parameters: [{ ...silent.parameters[0]!, default: value as number }] };
    expect((await ask(alone, {})).figures).toEqual(figures);
  }
  expect(sweep.map(({ figures }) => figures.flagged)).toEqual([6, 3, 2]);
});

it('shows whom it flags by group, and hides the few and whoever would give them away', async () => {
  const teams = { red: 12, blue: 8, tiny: 3, small: 6 };
  const people = Object.entries(teams).flatMap(([team, size]) =>
    Array.from({ length: size }, (_, n) => ({ learner: `${team}-${n}`, team, n })),
  );
  await tell([
    described,
    ...people.flatMap(({ learner, team, n }) => [
      fact(learner, 'learning.Enrolled', 0, { data: { ...RUN, attributes: { team } } }),
      ...(n % 2 === 0 ? [fact(learner, 'learning.Withdrawn', 30)] : []),
    ]),
  ]);
  const { fairness } = await ask(silent, { by: ['enrolment.team', 'person.site'] });
  const shown = fairness[0]?.groups.map(({ value, hidden, enrolments, flagRate, precision }) => [
    ...[value, hidden, enrolments],
    ...[flagRate?.count, precision && `${precision.count}/${precision.of}`],
  ]);
  expect(shown).toEqual([
    ['blue', false, 8, 8, '4/8'],
    ['red', false, 12, 12, '6/12'],
    ['small', true, null, undefined, null], // with the total, it would give "tiny" away
    ['tiny', true, null, undefined, null],
  ]);
  expect(fairness[1]?.groups).toMatchObject([{ value: null, enrolments: 29 }]);
});

it('counts a lapse as leaving where it is asked to, and else refuses where nobody told who left', async () => {
  await tell([described, fact('ann', 'learning.Enrolled', 0), fact('ann', 'learning.ContentViewed', 10)]);
  await expect(ask(silent, {})).rejects.toThrow(Refused);
  const { figures } = await ask(silent, { lapseAfter: { days: 30 } });
  expect(figures).toMatchObject({ left: 1, flagged: 1, leadTime: { median: 40 - 25 } });
});

it('looks only in the time and the run that are asked for', async () => {
  await tell(story);
  expect((await ask(silent, { from: dayAt(25) })).figures).toMatchObject({
    enrolments: 5,
    left: 2,
    leadTime: { lower: 7.5 },
  });
  expect((await ask(silent, { to: dayAt(15) })).figures).toMatchObject({ enrolments: 5, flagged: 2 });
  expect((await ask(silent, { run: 'other', lapseAfter: { days: 90 } })).figures).toMatchObject({
    enrolments: 1,
    open: 1,
  });
  expect((await ask({ ...silent, where: { course: 'd' } }, {})).figures.enrolments).toBe(0);
});

const toldFact: fc.Arbitrary<ToldFact> = fc
  .record({
    learner: fc.constantFrom(...Array.from({ length: 12 }, (_, n) => `l${n}`)),
    type: fc.constantFrom(
      ...(['Enrolled', 'Enrolled', 'ContentViewed', 'ContentViewed', 'AssessmentSubmitted'] as const),
      ...(['AssessmentSubmitted', 'Withdrawn', 'CourseCompleted'] as const),
    ),
    hour: fc.integer({ min: 0, max: 70 * 24 }),
    delay: fc.oneof(
      { arbitrary: fc.constant(0), weight: 3 },
      { arbitrary: fc.integer({ min: 1, max: 480 }), weight: 1 },
    ),
    passed: fc.boolean(),
  })
  .map(({ learner, type, hour, delay, passed }) => {
    const at = DAY_0 + hour * 3_600_000;
    return { learner, type, at, told: at + delay * 3_600_000, ...(type === 'AssessmentSubmitted' ? { passed } : {}) };
  });

it('equals what is worked out the long way, on random histories with late facts', async () => {
  let [flags, late] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(toldFact, { minLength: 60, maxLength: 120, size: 'max' }),
      fc.constantFrom('silent' as const, 'failed' as const),
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 40, max: 80 }),
      async (random, rule, days, asOfDay) => {
        // A withdrawal of somebody who never enrolled says nothing of an enrolment.
        const enrolled = random
          .filter(({ type }) => type === 'Enrolled')
          .map(({ learner, at }) => [learner, at] as const);
        const first = new Map(enrolled.sort(([, a], [, b]) => b - a));
        const facts = random.filter(({ learner, at }) => at >= (first.get(learner) ?? Infinity));
        await tell([
          described,
          ...facts.map(({ learner, type, at, told, passed }, n) => ({
            ...{ learner, type: `learning.${type}` as FactWords['type'], id: `f${n}` },
            ...{ at: new Date(at).toISOString(), told: new Date(told).toISOString() },
            data: {
              ...RUN,
              ...(type === 'ContentViewed' ? { content: 'x' } : {}),
              ...(type === 'AssessmentSubmitted' ? { assessment: 'a', attempt: n + 1, passed } : {}),
            },
          })),
        ]);
        const asOf = DAY_0 + asOfDay * DAY_MS;
        const runEnd = DAY_0 + RUN_END * DAY_MS;
        const { byLot, ...expected } = backTestByHand(facts, { rule, days, asOf, runEnd });
        const draft =
          rule === 'silent' ? { ...silent, parameters: [{ ...silent.parameters[0]!, default: days }] } : failed;
        const { figures } = await ask(draft, { asOf: new Date(asOf).toISOString(), lapseAfter: { days: 3650 } });
        const { precision, recall, baseRate, leadTime, atRandom } = figures;
        expect({
          ...{ enrolments: figures.enrolments, left: figures.left, stayed: figures.stayed, open: figures.open },
          ...{ flagged: figures.flagged, tooLate: figures.flaggedTooLate },
          ...{ precision: [precision.count, precision.of], recall: [recall.count, recall.of] },
          baseRate: [baseRate.count, baseRate.of],
          lead: leadTime && [leadTime.lower, leadTime.median, leadTime.upper],
        }).toEqual(expected);
        if (precision.of > 0) expect((atRandom.precision ?? 0) * precision.of).toBeCloseTo(byLot, 9);
        flags += figures.flagged;
        late += figures.flaggedTooLate;
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
  expect(Math.min(flags, late)).toBeGreaterThan(5); // the histories are rich enough to mean something
}, 120_000);

it('back-tests every rule that Laurel ships about enrolments', async () => {
  await tell(story);
  const aboutPeople = new Set(['completed-without-certificate']);
  for (const definition of readyMadeRules.filter(({ id }) => !aboutPeople.has(id))) {
    expect((await ask(definition, {})).figures.enrolments).toBe(6);
  }
  for (const definition of readyMadeRules.filter(({ id }) => aboutPeople.has(id))) {
    await expect(ask(definition, {})).rejects.toMatchObject({ code: 'back-test.people' });
  }
});
