import { type Asker, funnelPeopleQuestion, funnelQuestion, type LearningEventType } from '@laurel/contracts';
import { migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, insertFacts, openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import {
  type Question,
  referenceBreakdown,
  referencePeople,
  referenceSteps,
  referenceTrend,
  type Told,
} from '../../../../test/support/funnel-reference-answer.ts';
import { askFunnelPeople } from './funnel-people.question.ts';
import { askFunnel } from './funnel.question.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const LEARNERS = 1_000;

/** A small linear congruential generator: the histories are the same in every run. */
const random = (seed: number) => () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const next = random(20260101);
const below = (limit: number): number => Math.floor(next() * limit);
const oneOf = <T>(all: readonly T[]): T => all[below(all.length)]!;

const KINDS: readonly LearningEventType[] = [
  ...(['learning.Enrolled', 'learning.Enrolled', 'learning.CourseStarted', 'learning.Progressed'] as const),
  ...([
    'learning.Progressed',
    'learning.AssessmentSubmitted',
    'learning.CourseCompleted',
    'learning.Withdrawn',
  ] as const),
  ...(['learning.PersonDescribed', 'learning.Voided'] as const),
];

/** Few times and few kinds, so that ties, repeats and windows that end on an event are the rule. */
const tellOne = (index: number, learner: string, own: readonly string[]): Told => {
  const type = oneOf(KINDS);
  const course = { course: oneOf(['c', 'c', 'd']), run: 'r' };
  const data = ((): Told['data'] => {
    switch (type) {
      case 'learning.Progressed':
        return { ...course, module: oneOf(['m1', 'm2', 'm3']) };
      case 'learning.AssessmentSubmitted':
        return { ...course, assessment: oneOf(['a', 'b']) };
      case 'learning.Enrolled':
        return next() < 0.5 ? course : { ...course, attributes: { level: oneOf([1, 2]) } };
      case 'learning.PersonDescribed':
        return { attributes: { team: oneOf(['red', 'blue', 'green', '"quoted" ü']) } };
      case 'learning.Voided':
        return { of: { source: 'lms', id: own.length > 0 ? oneOf(own) : 'none' } };
      default:
        return course;
    }
  })();
  const at = START + below(10) * DAY;
  return {
    source: 'lms',
    id: `f${String(index).padStart(6, '0')}`,
    type,
    learner,
    at,
    recorded: at + below(3) * DAY,
    data,
  };
};

const tellAll = (): readonly Told[] => {
  const all: Told[] = [];
  for (let one = 0; one < LEARNERS; one++) {
    const own: string[] = [];
    for (let left = 2 + below(8); left > 0; left--) {
      const told = tellOne(all.length, `l${one}`, own);
      all.push(told);
      if (told.type !== 'learning.Voided') own.push(told.id);
    }
  }
  return all;
};

const shuffled = <T>(list: readonly T[]): readonly T[] =>
  list
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

let test: TestWarehouse;
const told = tellAll();
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  const facts = factsOf(
    told.map(({ at, recorded, type, ...one }) => ({
      ...one,
      type: KINDS.find((kind) => kind === type)!,
      at: new Date(at).toISOString(),
      told: new Date(recorded).toISOString(),
    })),
  );
  // Told twice, in another order, in inserts of their own: nothing is merged by then.
  await insertFacts(test.warehouse, shuffled(facts));
  await insertFacts(test.warehouse, shuffled(facts));
});
afterAll(() => test.drop());

const enrolled = { event: 'learning.Enrolled' };
const started = { event: 'learning.CourseStarted' };
const progressed = { event: 'learning.Progressed' };
const completed = { event: 'learning.CourseCompleted' };
const submitted = { event: 'learning.AssessmentSubmitted' };
const left = { event: 'learning.Withdrawn' };
const module = (id: string) => ({ ...progressed, where: [{ field: 'event.module', op: 'eq', value: id }] });
const entered = { from: '2026-01-02T00:00:00Z', to: '2026-01-07T00:00:00Z' };

/** Six questions for each order; of 1,000 learners or more enrolments each. */
const questions: readonly Omit<Question, 'order'>[] = [
  { steps: [enrolled, progressed, submitted, completed], interval: 'day' },
  {
    steps: [enrolled, progressed, progressed, completed],
    window: { days: 4 },
    breakdown: { by: 'event.module', attribution: 'last' },
  },
  {
    unit: 'enrolment',
    steps: [enrolled, module('m1'), module('m2')],
    window: { days: 3 },
    breakdown: { by: 'enrolment.level' },
  },
  {
    steps: [
      { ...enrolled, occurrence: 'first-ever' },
      { anyOf: [started, progressed] },
      { ...completed, occurrence: 'first-matching' },
    ],
    ...{ window: { unlimited: true }, breakdown: { by: 'person.team', attribution: { step: 2 }, limit: 2 } },
  },
  {
    unit: 'enrolment',
    steps: [{ ...module('m1'), occurrence: 'first-ever' }, progressed, { anyOf: [submitted, completed] }],
    ...{ entered, window: { days: 5 }, breakdown: { by: 'person.team', attribution: 'all' } },
  },
  {
    steps: [progressed, progressed],
    window: { days: 2 },
    entered,
    breakdown: { by: 'course', attribution: 'first', limit: 1 },
  },
];

/** The same with who withdraws excluded; in any order over the whole funnel. */
const excluding = (question: Omit<Question, 'order'>, order: Question['order'], index: number): Question => {
  const { steps } = question;
  const before = order === 'any' ? steps.length : Math.min(2 + (index % 2), steps.length);
  const also = order === 'any' || steps.length < 3 ? [] : [{ ...submitted, after: 2, before: steps.length }];
  return { ...question, ...(order ? { order } : {}), exclusions: [{ ...left, after: 1, before }, ...also] };
};

const asker: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
/** In between, so that something is not known yet, and some tries are open. */
const asOf = START + 9 * DAY;
const asking = { asker, now: new Date(asOf), limits: {} };

/** To 12 digits: sums in another order differ in the last. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(12)) : one));

const listed = async (
  question: Question,
  step: number,
  place: string,
  size = 700,
): Promise<readonly (readonly [string[], number[]])[]> => {
  const people: (readonly [string[], number[]])[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = { size, ...(after === undefined ? {} : { after }) };
    const answer = await askFunnelPeople(
      test.warehouse,
      funnelPeopleQuestion.parse({ ...question, step, place, page }),
      asking,
    );
    for (const { learner, enrolment, times } of answer.people)
      people.push([
        enrolment ? [learner, enrolment.course, enrolment.run] : [learner],
        times.map((time) => Date.parse(time)),
      ]);
    after = answer.next;
  }
  return people;
};

describe.each(['ordered', 'strict', 'any'] as const)('%s', (order) => {
  const asked = questions.flatMap((question, index) => [{ ...question, order }, excluding(question, order, index)]);

  it.each(asked)('figures and people of %j are those of the reference', async (question) => {
    const people = referencePeople(told, question, asOf);
    expect(people.length).toBeGreaterThan(50);
    const answer = await askFunnel(test.warehouse, funnelQuestion.parse(question), asking);
    expect(rounded(answer.steps)).toEqual(rounded(referenceSteps(people, question, asOf)));
    const { breakdown, other } = answer;
    if (question.breakdown)
      expect(rounded({ breakdown, other })).toEqual(rounded(referenceBreakdown(people, question, asOf)));
    if (question.interval) expect(rounded(answer.trend)).toEqual(rounded(referenceTrend(people, question, asOf)));
    const inOrder = (list: readonly (readonly [readonly string[], readonly number[]])[]) =>
      [...list].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    const all = await listed(question, 1, 'reached');
    expect(inOrder(all)).toEqual(inOrder(people.map(({ unit, times }) => [unit, times] as const)));
  });
});

it('knows what was known at each of 40 moments: late, taken back and not yet over', async () => {
  const question: Question = { ...questions[0]!, window: { days: 3 }, exclusions: [{ ...left, after: 1, before: 3 }] };
  for (let moment = 0; moment < 40; moment++) {
    const then = START + Math.floor((moment * 14 * DAY) / 40);
    const asked = funnelQuestion.parse({ ...question, asOf: new Date(then).toISOString() });
    const { steps } = await askFunnel(test.warehouse, asked, asking);
    expect(rounded(steps)).toEqual(rounded(referenceSteps(referencePeople(told, question, then), question, then)));
  }
});

it('lists the people of each row of a breakdown and of each place, page by page, none twice', async () => {
  const question: Question = { ...questions[3]!, order: 'ordered' };
  const { breakdown, other, steps } = await askFunnel(test.warehouse, funnelQuestion.parse(question), asking);
  const rows = [
    ...breakdown!.map((row) => ({ of: row.value, entered: row.steps[0]!.reached })),
    { of: { other: true }, entered: other!.steps[0]!.reached },
  ];
  expect(rows).toHaveLength(4);
  for (const { of, entered: count } of rows) {
    const people = await listed({ ...question, breakdownValue: of } as Question, 1, 'reached', 50);
    expect([new Set(people.map(String)).size, people.length]).toEqual([count, count]);
  }
  const { trend } = await askFunnel(test.warehouse, funnelQuestion.parse({ ...question, interval: 'day' }), asking);
  for (const { from, steps: figures } of trend!) {
    const people = await listed({ ...question, interval: 'day', trendFrom: from } as Question, 1, 'reached');
    expect(people).toHaveLength(figures[0]!.reached);
  }
  const counts = await Promise.all(
    ['converted', 'dropped', 'open'].map(async (place) => (await listed(question, 2, place)).length),
  );
  expect(counts).toEqual([steps[2]!.reached, steps[1]!.dropped, steps[1]!.open]);
});
