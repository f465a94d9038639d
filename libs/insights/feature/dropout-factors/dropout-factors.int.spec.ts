import { type Asker, type DropoutFactorsAnswer, dropoutFactorsQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askDropoutFactors } from './dropout-factors.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-12-31T00:00:00Z');
const ask = (question: object) =>
  askDropoutFactors(test.warehouse, dropoutFactorsQuestion.parse(question), { asker: owner, now, limits: {} });

const tell = async (words: readonly FactWords[], order = 0): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  const facts = ordersOf(factsOf(words))[order] ?? [];
  await insertFacts(test.warehouse, facts.slice(0, 7));
  await insertFacts(test.warehouse, facts);
};

const START = Date.parse('2026-02-01T00:00:00Z');
const day = (number: number): string => new Date(START + number * 86_400_000).toISOString();
const fact = (type: string, learner: string, at: number, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  learner,
  at: day(at),
  data: { course: 'c', run: 'r1', ...data },
});
const described = (run: string): FactWords =>
  fact('CourseDescribed', 'course:c', -100, { run, startsAt: day(0), endsAt: day(60) });

/** Ninety enrolments of eighty learners in two runs; two thirds withdraw. */
const enrolments: FactWords[] = Array.from({ length: 90 }, (_, i) => {
  const learner = `l${i % 80}`;
  const run = i < 45 ? 'r1' : 'r2';
  const attributes = {
    ...(i % 10 === 9 ? {} : { role: i % 2 ? 'sales' : 'engineer' }),
    region: ['north', 'south', 'west'][((i * 5) % 7) % 3],
    ...(i === 4 ? { grade: 'unknown' } : { grade: ((i * 7) % 5) + 0.5 }),
  };
  const enrolled = fact('Enrolled', learner, ((i * 3) % 20) - 10, { run, attributes });
  if (i % 3 !== 0) return [enrolled, fact('Withdrawn', learner, 12 + ((i * 11) % 40), { run })];
  return i % 6 === 0 ? [enrolled, fact('CourseCompleted', learner, 20 + (i % 5), { run })] : [enrolled];
}).flat();
const told = [described('r1'), described('r2'), ...enrolments];

const FACTORS = [
  { field: 'enrolment.role' },
  { field: 'enrolment.region' },
  { field: 'enrolment.grade', kind: 'number' },
];
const RUN = { origin: 'run-start', factors: FACTORS };

const close = (value: number): number => expect.closeTo(value, 8) as unknown as number;
const levelsOf = ({ factors }: DropoutFactorsAnswer) => factors.flatMap(({ levels }) => levels);
const estimated = (answer: DropoutFactorsAnswer) =>
  levelsOf(answer)
    .filter(({ reference }) => !reference)
    .map(({ coefficient, standardError, robustStandardError }) => [coefficient, standardError, robustStandardError]);

/** R survival 3.5-3: coxph(Surv(entry, time, event) ~ role + region + grade + strata(run), cluster = learner), and cox.zph of it. */
it('equals coxph with strata, delayed entry and errors robust by learner; told once, twice and in any order', async () => {
  for (const order of [0, 1, 2]) {
    await tell(told, order);
    const answer = await ask({ ...RUN, delayedEntry: true, stratifyBy: 'run' });
    expect(answer).toMatchObject({ enrolments: 80, learners: 72, events: 53, terms: 4, strata: 2, screening: null });
    expect(answer.leftOut).toEqual({
      enrolments: 10,
      notFollowed: 0,
      missing: 10,
      byFactor: [
        { factor: 'enrolment.role', missing: 9 },
        { factor: 'enrolment.region', missing: 0 },
        { factor: 'enrolment.grade', missing: 1 },
        { factor: 'run', missing: 0 },
      ],
      notInCohort: 0,
    });
    expect(estimated(answer)).toEqual([
      [close(-0.907030392743141789), close(0.303478655457471325), close(0.282531022051423553)],
      [close(0.03524722126550385), close(0.348142566967607314), close(0.315230161532183084)],
      [close(0.24583720972158371), close(0.332810543902832545), close(0.318165355704646657)],
      [close(0.011528165984756002), close(0.096497602996924475), close(0.092327318095449765)],
    ]);
    expect(answer.factors[0]).toEqual({
      factor: 'enrolment.role',
      kind: 'category',
      levels: [
        expect.objectContaining({ value: 'engineer', reference: true, hazardRatio: 1, enrolments: 44, inWords: null }),
        {
          value: 'sales',
          reference: false,
          enrolments: 36,
          coefficient: close(-0.907030392743141789),
          hazardRatio: close(0.40372133949202693),
          lower: close(0.23205496425598937),
          upper: close(0.70238066435602953),
          standardError: close(0.303478655457471325),
          robustStandardError: close(0.282531022051423553),
          z: close(-3.21037451447739741),
          p: close(0.0013256213368392313),
          inWords: 'sales leaves 0.404 times as fast as engineer',
        },
      ],
    });
    expect(answer.factors[2]!.levels[0]!.inWords).toBe(
      'each 1 more of enrolment.grade leaves 1.01 times as fast; the limits allow for no difference',
    );
    expect(answer.tests).toMatchObject({
      likelihoodRatio: { chiSquared: close(9.745575677034707951), degreesOfFreedom: 4, p: close(0.044938590016354828) },
      score: { chiSquared: close(10.092512310086632965) },
      robustScore: { chiSquared: close(12.356058435254409389), p: close(0.014890909476474984) },
    });
    expect(answer.proportionality!.factors).toMatchObject([
      { factor: 'enrolment.role', chiSquared: close(4.4050426927326380875), p: close(0.035832827819681973) },
      { factor: 'enrolment.region', chiSquared: close(0.5980562609336401714), degreesOfFreedom: 2, inWords: null },
      { factor: 'enrolment.grade', chiSquared: close(0.0015809738010198005) },
    ]);
    expect(answer.proportionality!.factors[0]!.inWords).toContain('not the same at all times (p 0.036)');
    expect(answer.proportionality!.global).toMatchObject({ chiSquared: close(4.5522535252429356945), inWords: null });
  }
});

it('equals coxph with errors of the model, each factor by itself too', async () => {
  await tell(told);
  const answer = await ask({ ...RUN, robust: false, screen: true });
  expect(estimated(answer)).toEqual([
    [close(-0.8905619926771847217), close(0.299790374765311063), null],
    [close(-0.0028959551630112919), close(0.345696709984464667), null],
    [close(0.2018831118095054111), close(0.327774096298051709), null],
    [close(0.0120278683851027784), close(0.096945738489746386), null],
  ]);
  expect(answer.tests.robustScore).toBeNull();
  // p.adjust(method = "BH")
  expect(answer.screening).toMatchObject([
    {
      factor: 'enrolment.role',
      missing: 9,
      likelihoodRatio: { chiSquared: close(9.74951399609563), p: close(0.00179370130659126) },
      adjustedP: close(0.0053811039197737692),
      levels: [
        { value: 'engineer', hazardRatio: 1 },
        { value: 'sales', hazardRatio: close(Math.exp(-0.909466809072313)) },
      ],
    },
    { factor: 'enrolment.region', missing: 0, likelihoodRatio: { chiSquared: close(0.0103184787056421) } },
    { factor: 'enrolment.grade', missing: 1, adjustedP: close(0.9948540466641282443) },
  ]);
});

it('compares with the asked level, and makes a level of what was not told', async () => {
  await tell(told);
  const factors = [{ field: 'enrolment.role', reference: 'sales', missing: 'own-level' }];
  const answer = await ask({ ...RUN, factors, screen: true });
  expect(answer).toMatchObject({ enrolments: 90, terms: 2, leftOut: { enrolments: 0, byFactor: [] } });
  expect(levelsOf(answer).map(({ value, reference, enrolments }) => [value, reference, enrolments])).toEqual([
    ['engineer', false, 45],
    ['sales', true, 36],
    [null, false, 9],
  ]);
  const [engineer, , untold] = levelsOf(answer);
  expect(untold!.inWords).toMatch(/^who nothing was told of leaves .* times as fast as sales/);
  expect(answer.screening![0]!.levels.map(({ hazardRatio }) => hazardRatio)).toEqual([
    close(engineer!.hazardRatio!),
    1,
    close(untold!.hazardRatio!),
  ]);
  await expect(ask({ ...RUN, factors: [{ field: 'enrolment.role', reference: 'marketing' }] })).rejects.toThrow(
    'no enrolment in the regression has enrolment.role = marketing; there is engineer, sales',
  );
});

it('answers as known at an earlier time, and of those asked about', async () => {
  await tell(told);
  const factors = [{ field: 'enrolment.region' }];
  const early = await ask({ ...RUN, factors, asOf: day(30) });
  const before = enrolments.filter(({ type, at }) => type === 'learning.Withdrawn' && at <= day(30)).length;
  expect([early.enrolments, early.events]).toEqual([90, before]);
  await tell(told.filter(({ at }) => at <= day(30)));
  expect(await ask({ ...RUN, factors, asOf: day(30) })).toMatchObject({ factors: early.factors, tests: early.tests });
  const one = await ask({ ...RUN, factors: [FACTORS[0]!], where: [{ field: 'run', op: 'eq', value: 'r1' }] });
  expect(one.enrolments).toBe(41);
});

it('refuses what would say nothing, with what to choose instead', async () => {
  await tell(told);
  const of = (question: object) => ask({ ...RUN, ...question });
  await expect(of({ where: [{ field: 'run', op: 'eq', value: 'r1' }] })).rejects.toThrow(
    '27 dropouts for 4 terms; at least 10 per term: choose fewer factors or a wider cohort',
  );
  await expect(of({ factors: [{ field: 'course' }] })).rejects.toThrow('all enrolments are alike in every factor');
  await expect(of({ factors: [{ field: 'person.team' }] })).rejects.toThrow('0 dropouts for 0 terms');
  await expect(of({ where: [{ field: 'course', op: 'eq', value: 'k' }] })).rejects.toThrow('0 dropouts for 0 terms');
  await tell([described('r1'), fact('Enrolled', 'ada', -3)]);
  await expect(of({})).rejects.toThrow('nobody told us who left; set a lapse period');
  await tell(
    Array.from({ length: 51 }, (_, index) => [
      fact('Enrolled', `l${index}`, 0, { run: `r${index}` }),
      fact('Withdrawn', `l${index}`, 5 + index, { run: `r${index}` }),
    ]).flat(),
  );
  await expect(ask({ factors: [{ field: 'run' }] })).rejects.toThrow('run has 51 values; at most 50 can be told apart');
});

/** Forty enrolments of other learners each, with two tellings of progress; three quarters withdraw. */
const doing = (more: (k: number, learner: string) => readonly FactWords[] = () => []): FactWords[] =>
  Array.from({ length: 40 }, (_, k) => {
    const learner = `l${k}`;
    const share = (at: number, tenths: number) => fact('Progressed', learner, at, { share: tenths / 10 });
    return [
      fact('Enrolled', learner, 0),
      share((k % 5) + 1, (k % 4) + 1),
      share(8 + ((k * 3) % 6), 3 + (k % 6)),
      ...(k % 4 === 3 ? [] : [fact('Withdrawn', learner, leavesAt(k))]),
      ...more(k, learner),
    ];
  }).flat();
const leavesAt = (k: number): number => 10 + ((k * 7) % 23);
const behaviours = (...names: string[]) => ({
  until: { days: 33 },
  lapse: false,
  factors: names.map((behaviour) => ({ behaviour })),
});

/** coxph(Surv(start, stop, event) ~ since + share, cluster = k) on rows cut every seven days. */
it('splits time where behaviour changes, and equals coxph on rows split so', async () => {
  for (const order of [0, 1, 2]) {
    await tell(doing(), order);
    const answer = await ask(behaviours('daysSinceLastActivity', 'shareDone'));
    expect(answer).toMatchObject({ enrolments: 40, learners: 40, events: 30, terms: 2 });
    expect(estimated(answer)).toEqual([SINCE, SHARE]);
    const seconds = await ask({
      ...behaviours('daysSinceLastActivity', 'shareDone'),
      timeUnit: 'second',
      behaviourEvery: { days: 7 },
    });
    expect(estimated(seconds)).toEqual([SINCE, SHARE]);
  }
});
const SINCE = [close(0.53509876300448644), close(0.14857358128307124), close(0.15042371762904802)];
const SHARE = [close(-0.30560391055560815), close(1.2149865902211614), close(1.13428738274788832)];

it('knows nothing of behaviour before it happened', async () => {
  const asked = { ...behaviours('daysSinceLastActivity', 'shareDone'), behaviourEvery: { days: 1 } };
  await tell(doing());
  const daily = await ask(asked);
  // On the day of leaving and after it: too late to have gone with it.
  const late = (k: number, learner: string) =>
    k % 4 === 3 ? [] : [0, 1, 5].map((after) => fact('Progressed', learner, leavesAt(k) + after, { share: 1 }));
  await tell(doing(late));
  expect(estimated(await ask(asked))).toEqual(estimated(daily));
  // The day before is early enough.
  await tell(doing((k, learner) => [fact('Progressed', learner, leavesAt(k) - 1, { share: 1 })]));
  expect(estimated(await ask(asked))[1]![0]).toBeGreaterThan(10 * Math.abs(estimated(daily)[1]![0]!));
});

/** coxph(Surv(start, stop, event) ~ score, cluster = k) on the rows from the first score on. */
it('has those with a score at risk from the first look after it, by the first one told', async () => {
  const scored = (k: number, learner: string) => {
    const submitted = (at: number, attempt: number, raw: number, more = {}) =>
      fact('AssessmentSubmitted', learner, at, { assessment: 'a', attempt, score: { raw, max: 10 }, ...more });
    const before = submitted(1, 1, 10, { carriedOver: true });
    return k % 2 ? [before] : [before, submitted(5 + (k % 7), 2, (k * 13) % 11), submitted(12 + (k % 7), 3, 10)];
  };
  await tell(doing(scored));
  const answer = await ask(behaviours('firstScore'));
  expect(answer).toMatchObject({ enrolments: 18, learners: 18, events: 18, leftOut: { missing: 22 } });
  expect(estimated(answer)).toEqual([
    [close(-0.77898171003785599), close(0.75401560033309989), close(0.56255365100889521)],
  ]);
});
