import { type Asker, type FunnelAnswer, funnelQuestion, funnelReadyMadeQuestion, MessageSent } from '@laurel/contracts';
import { derivedReadModels, type Fact, factOf, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askFunnelReadyMade } from './funnel-ready-made.question.ts';
import { askFunnel } from './funnel.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object) =>
  askFunnel(test.warehouse, funnelQuestion.parse(question), { asker: owner, now, limits: {} });
const places = ({ steps }: FunnelAnswer) => steps.map(({ reached, dropped, open }) => [reached, dropped, open]);

const tell = async (order: readonly Fact[]) => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(test.warehouse, order.slice(0, 3));
  await insertFacts(test.warehouse, order);
};

/** Reached, dropped, open per step: the same told once, twice, and in other orders. */
const funnel = async (facts: readonly Fact[], question: object): Promise<number[][]> => {
  const answers: number[][][] = [];
  for (const order of ordersOf(facts)) {
    await tell(order);
    answers.push(places(await ask(question)));
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  return answers[0]!;
};

const fact = (type: string, at: string, learner: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  at,
  learner,
  data: { course: 'c', ...(type === 'ContentViewed' ? { content: 'x' } : {}), ...data },
});
const steps = [
  { name: 'in', event: 'learning.Enrolled' },
  { event: 'learning.ContentViewed' },
  { event: 'learning.CourseCompleted' },
];

const people = factsOf([
  fact('Enrolled', '2026-01-01', 'all'),
  fact('ContentViewed', '2026-01-02', 'all'),
  fact('CourseCompleted', '2026-01-15', 'all'),
  fact('Enrolled', '2026-01-01', 'slow'),
  fact('ContentViewed', '2026-01-15T00:00:00.001Z', 'slow'),
  fact('Enrolled', '2026-06-20', 'open'),
  fact('ContentViewed', '2026-06-21', 'open'),
  fact('ContentViewed', '2026-06-21', 'outside'),
]);

it('knows converted, dropped and still open; the window is inclusive and two weeks by default', async () => {
  expect(await funnel(people, { steps })).toEqual([
    [3, 1, 0],
    [2, 0, 1],
    [1, 0, 0],
  ]);
  expect((await ask({ steps })).steps[2]).toMatchObject({ rateFromFirst: 1 / 3, rateFromPrevious: 1 / 2 });
});

it('judges windows and facts as of a time', async () => {
  await tell(people);
  expect(places(await ask({ steps, asOf: '2026-01-10T00:00:00Z' }))).toEqual([
    [2, 0, 1],
    [1, 0, 1],
    [0, 0, 0],
  ]);
  expect(places(await ask({ steps, window: { unlimited: true } }))).toEqual([
    [3, 0, 0],
    [3, 0, 2],
    [1, 0, 0],
  ]);
  expect(places(await ask({ steps, window: { seconds: 86_400 } }))).toEqual([
    [3, 1, 0],
    [2, 2, 0],
    [0, 0, 0],
  ]);
});

it('filters the starts by when they entered', async () => {
  await tell(people);
  const entered = { from: '2026-01-01T00:00:00Z', to: '2026-06-20T00:00:00Z' };
  expect(places(await ask({ steps, entered }))).toEqual([
    [2, 1, 0],
    [1, 0, 0],
    [1, 0, 0],
  ]);
});

it('tells two facts of one instant from one fact told twice', async () => {
  const twice = [{ event: 'learning.ContentViewed' }, { event: 'learning.ContentViewed' }];
  const views = factsOf([
    fact('ContentViewed', '2026-01-01', 'two'),
    fact('ContentViewed', '2026-01-01', 'two', { content: 'y' }),
    fact('ContentViewed', '2026-01-01', 'one'),
  ]);
  expect(await funnel(views, { steps: twice })).toEqual([
    [2, 1, 0],
    [1, 0, 0],
  ]);
});

it('counts enrolments apart, and puts a fact without a run where it belongs', async () => {
  const runs = factsOf([
    fact('Enrolled', '2026-01-01', 'l', { run: 'a', attributes: { level: 1 } }),
    fact('Enrolled', '2026-03-01', 'l', { run: 'b', attributes: { level: 2 } }),
    fact('ContentViewed', '2026-03-02', 'l'),
    fact('CourseCompleted', '2026-03-03', 'l', { run: 'b' }),
  ]);
  const question = { unit: 'enrolment', steps };
  expect(await funnel(runs, question)).toEqual([
    [2, 1, 0],
    [1, 0, 0],
    [1, 0, 0],
  ]);
  const where = [{ field: 'enrolment.level', op: 'eq', value: 2 }];
  const second = [
    { event: 'learning.Enrolled', where },
    { event: 'learning.CourseCompleted', where },
  ];
  for (const unit of ['enrolment', 'learner'])
    expect(places(await ask({ unit, steps: second }))).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
});

it('reads fields of the event, and of the person as of the event', async () => {
  const described = (at: string, team: string): FactWords => ({
    type: 'learning.PersonDescribed',
    at,
    learner: 'l',
    data: { attributes: { team } },
  });
  await tell(
    factsOf([
      described('2025-01-01', 'red'),
      described('2026-02-01', 'blue'),
      fact('Enrolled', '2026-01-01', 'l'),
      fact('Enrolled', '2026-03-01', 'l'),
      fact('CourseCompleted', '2026-03-02', 'l', { result: 'pass', score: { raw: 7, max: 10 } }),
    ]),
  );
  const reached = async (team: string, field: string, op: string, value: string | number) => {
    const of = { field: 'person.team', op: 'eq', value: team };
    const done = { event: 'learning.CourseCompleted', where: [{ field, op, value }] };
    return (await ask({ steps: [{ event: 'learning.Enrolled', where: [of] }, done] })).steps.map(
      (step) => step.reached,
    );
  };
  expect(await reached('blue', 'event.score.raw', 'gte', 7)).toEqual([1, 1]);
  expect(await reached('blue', 'event.score.raw', 'gt', 7)).toEqual([1, 0]);
  expect(await reached('red', 'event.result', 'eq', 'pass')).toEqual([1, 0]);
  expect(await reached('green', 'event.result', 'eq', 'pass')).toEqual([0, 0]);
});

it('has steps of Laurel itself, steps that are any of several, and forty steps', async () => {
  const sent = MessageSent.of({
    ...{ message: 'm', firing: 'f', rule: 'r', learner: 'l', course: 'c', run: '', registration: '' },
    ...{ channel: 'email', template: 't' },
  });
  const at = new Date('2026-01-02T00:00:00Z');
  const place = { topic: 'laurel.decisions.v1', partition: 0, offset: 1n, appendedAt: at };
  const decision = factOf({ source: 'laurel', id: 'd', subject: 'l', occurredAt: at, event: sent }, place);
  const facts = [...factsOf([fact('Enrolled', '2026-01-01', 'l'), fact('ContentViewed', '2026-01-03', 'l')]), decision];
  const invited = [
    { event: 'learning.Enrolled' },
    {
      name: 'invited',
      event: 'communications.MessageSent',
      where: [{ field: 'event.template', op: 'eq', value: 't' }],
    },
    { anyOf: [{ event: 'learning.CourseStarted' }, { event: 'learning.ContentViewed' }] },
  ];
  expect(await funnel(facts, { unit: 'enrolment', steps: invited })).toEqual([
    [1, 0, 0],
    [1, 0, 0],
    [1, 0, 0],
  ]);
  const day = (step: number) => new Date(Date.UTC(2026, 0, 1 + step)).toISOString();
  const walk = factsOf(
    Array.from({ length: 40 }, (_, step) => fact('ContentViewed', day(step), 'l', { content: `p${step}` })),
  );
  const pages = Array.from({ length: 40 }, (_, step) => ({
    event: 'learning.ContentViewed',
    where: [{ field: 'event.content', op: 'eq', value: `p${step}` }],
  }));
  const answer = await funnel(walk, { steps: pages, window: { days: 39 } });
  expect(answer.map(([reached]) => reached)).toEqual(Array.from({ length: 40 }, () => 1));
});

it('tells thirty equal steps apart, and what is excluded between them', async () => {
  const views = factsOf([
    ...Array.from({ length: 30 }, (_, view) => fact('ContentViewed', '2026-01-02', 'all', { content: `p${view}` })),
    ...Array.from({ length: 29 }, (_, view) => fact('ContentViewed', '2026-01-02', 'almost', { content: `p${view}` })),
    fact('ContentViewed', '2026-01-01', 'left', { content: 'p' }),
    fact('Withdrawn', '2026-01-02', 'left'),
  ]);
  const thirty = Array.from({ length: 30 }, () => ({ event: 'learning.ContentViewed' }));
  const exclusions = [{ event: 'learning.Withdrawn', after: 1, before: 30 }];
  const reached = (await funnel(views, { steps: thirty, exclusions })).map(([count]) => count);
  expect(reached).toEqual([...Array.from({ length: 29 }, () => 2), 1]);
  expect((await ask({ steps: thirty })).steps[0]?.reached).toBe(3);
});

it('counts the example of its document', async () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
  const TYPES = { E: 'Enrolled', P: 'Progressed', C: 'CourseCompleted', W: 'Withdrawn' };
  const tellings = {
    ...{ Ada: 'E 0, P 3, C 10', Ben: 'E 0, E 5, P 12, C 14', Cem: 'E 0, P 2' },
    ...{ Dee: 'E 15, P 16', Eli: 'E 0, P 2, W 3', Fay: 'E 0, W 4, E 6' },
  };
  const told = Object.entries(tellings).flatMap(([learner, words]) =>
    words.split(', ').map((word) => {
      const [kind, at] = word.split(' ');
      const type = TYPES[kind as keyof typeof TYPES];
      return fact(type, day(Number(at)), learner, type === 'Progressed' ? { share: 0.5 } : {});
    }),
  );
  const example = {
    steps: ['Enrolled', 'Progressed', 'CourseCompleted'].map((type) => ({ event: `learning.${type}` })),
    exclusions: [{ event: 'learning.Withdrawn', after: 1, before: 3 }],
    ...{ window: { days: 10 }, asOf: day(20) },
  };
  expect(await funnel(factsOf(told), example)).toEqual([
    [5, 1, 0],
    [4, 1, 1],
    [2, 0, 0],
  ]);
  const [, , last] = (await ask(example)).steps;
  expect(last).toMatchObject({ rateFromFirst: 2 / 5, rateFromPrevious: 2 / 4 });
  expect(last?.secondsFromFirst?.mean).toBe(9.5 * 86_400);
});

it('makes the funnel of a course from how it was described', async () => {
  const asking = { asker: owner, now, limits: {} };
  const modules = [
    { id: 'm1', title: 'Basics' },
    { id: 'm2', optional: true },
    { id: 'm3', requiredFor: ['engineer'] },
  ];
  const described = (at: string, data: object): FactWords => ({
    ...{ type: 'learning.CourseDescribed', at, learner: 'course:c' },
    data: { course: 'c', ...data },
  });
  await tell(
    factsOf([
      described('2026-01-01', {
        modules: [{ id: 'old' }],
        assessments: [{ id: 'quiz' }, { id: 'final', kind: 'exam' }],
      }),
      described('2026-02-01', { modules }),
    ]),
  );
  const make = async (question: object) => {
    const { question: made, leftOut } = await askFunnelReadyMade(
      test.warehouse,
      funnelReadyMadeQuestion.parse({ course: 'c', ...question }),
      asking,
    );
    return { names: made.steps.map(({ name }) => name), leftOut: leftOut.map(({ step }) => step), made };
  };
  const ofModules = await make({ kind: 'modules', run: 'r' });
  expect([ofModules.names, ofModules.leftOut]).toEqual([
    ['enrolled', 'Basics', 'completed'],
    ['m2', 'm3'],
  ]);
  expect(ofModules.made.steps[1]?.where.map(({ field }) => field)).toEqual(['course', 'run', 'event.module']);
  expect((await make({ kind: 'modules', asOf: '2026-01-15T00:00:00Z' })).names).toEqual([
    'enrolled',
    'old',
    'completed',
  ]);
  const certification = ['enrolled', 'started', 'half', 'assessed', 'completed', 'certified'];
  expect((await make({ kind: 'certification' })).names).toEqual(certification);
  expect((await ask(ofModules.made)).steps).toHaveLength(3);
  await expect(make({ course: 'unheard', kind: 'modules' })).rejects.toMatchObject({
    ...{ status: 400, more: { errors: [expect.objectContaining({ path: 'course' })] } },
  });
});
