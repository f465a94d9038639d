import { type Asker, type FactsBehindAnswer, type FunnelPeopleAnswer } from '@laurel/contracts';
import { migrateReadModels } from '@laurel/insights-read-model';
import {
  factsOf,
  insertFacts,
  noAccounts,
  openTestWarehouse,
  sampleHistory,
  type TestWarehouse,
} from '@laurel/testing';
import { answeringWith } from './questions.ts';

const LEARNERS = 25;
/** Of each question, spread over all its figures: each costs the engine several queries. */
const FIGURES = 5;
const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const questions = answeringWith(noAccounts());
/** All is told by then, however late. */
const NOW = '2028-01-01T00:00:00.000Z';
/** Not everything is told by then. */
const THEN = '2025-03-01T00:00:00Z';

let test: TestWarehouse;
// What was told once and stands makes short SQL: every-question.int.spec.ts has the mistakes, and asks for facts among all that.
const ids = new Set<string>();
const words = sampleHistory(11, LEARNERS).filter(({ id = '', type, data }) => {
  if (ids.has(id) || type === 'learning.Voided' || ('course' in data && data.course === 'yearly')) return false;
  return ids.add(id);
});

beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await test.warehouse.command('SYSTEM STOP MERGES');
  for (let telling = 0; telling < 2; telling++) await insertFacts(test.warehouse, factsOf(words));
});
afterAll(() => test.drop());

const ask = async <Answer>(name: string, body: object): Promise<Answer> => {
  const question = questions.get(name)?.read(body);
  if (!question) throw new Error(`no question is called ${name}`);
  const { answer } = await question.ask(test.warehouse, { asker: owner, now: new Date(NOW), limits: {} });
  return answer as Answer;
};

type Row = Readonly<Record<string, unknown>>;
/** A number of an answer, and how its facts are asked for. */
type Figure = readonly [figure: string, of: Row, says: unknown];

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Row | undefined)?.[key], value);
const list = (value: unknown, path: string): readonly Row[] => (at(value, path) ?? []) as readonly Row[];
const figures = (row: unknown, names: readonly string[], of: Row = {}, prefix = ''): readonly Figure[] =>
  names.map((name) => [`${prefix}${name}`, of, at(row, name)]);

const STEPS = ['Enrolled', 'Progressed', 'AssessmentSubmitted', 'CourseCompleted'].map((type) => ({
  event: `learning.${type}`,
}));
const OVERVIEW = [
  ...['enrolments', 'learners', 'neverStarted', 'current', 'activeLast7Days', 'withdrawn', 'lapsed', 'returned'],
  ...['completed.pass', 'completed.distinction', 'completed.fail', 'completed.other'],
  ...['assessments.submitted', 'assessments.scored', 'assessments.passed'],
];
const MODULE = ['required', 'reached', 'came', 'last', 'completed', 'open', 'stopped'];
const SAID = ['enrolments', 'response.count', 'withdrew', 'otherReasons', 'withoutReason'];
const FOLLOWED = ['learners', 'events', 'completed', 'censored', 'leftOut', 'notInCohort'];

const ofSaid = (said: unknown, of: Row): readonly Figure[] => [
  ...figures(said, SAID, of),
  ...list(said, 'reasons').map(({ reason, enrolments }): Figure => [
    'reasons.enrolments',
    { ...of, reason },
    enrolments,
  ]),
  ...list(said, 'ratings').flatMap(({ question, scale, ratings, distribution }): Figure[] => [
    ['ratings.ratings', { ...of, ratings: { question, scale } }, ratings],
    ...list(distribution, '').map((one): Figure => [
      'ratings.distribution.ratings',
      { ...of, ratings: { question, scale }, rating: one['rating'] },
      one['ratings'],
    ]),
  ]),
];

/** Of a long list some from everywhere. */
const some = <T>(all: readonly T[], most = 4): readonly T[] =>
  all.filter((_, index) => index % Math.max(1, Math.ceil(all.length / most)) === 0);

/** A curve calls its enrolments learners: not these. */
const PEOPLE = new Set(['segment.learners', 'among.learners']);

interface Sample {
  readonly name: string;
  readonly body: object;
  readonly figures: (answer: unknown) => readonly Figure[];
}

const funnel = (body: object): Sample => ({
  name: 'funnel',
  body,
  figures: (answer) => {
    const ofSteps = (steps: readonly Row[], of: Row): readonly Figure[] =>
      steps.flatMap((step, index) =>
        ['reached', 'dropped', 'open'].map((place): Figure => ['', { ...of, step: index + 1, place }, step[place]]),
      );
    return (
      [
        ...ofSteps(list(answer, 'steps'), {}),
        ...list(answer, 'breakdown').flatMap(({ value, steps }) =>
          some(ofSteps(steps as readonly Row[], { breakdownValue: value })),
        ),
      ]
        // The last step is where nobody drops.
        .filter(([, { step, place }]) => place === 'reached' || step !== STEPS.length)
    );
  },
});

const curve = (body: object): Sample => ({
  name: 'dropout-curve',
  body,
  figures: (answer) =>
    list(answer, 'groups').flatMap((group): readonly Figure[] => {
      const of = 'groupBy' in body ? { group: group['value'] } : {};
      return [
        ...figures(group, FOLLOWED, of),
        ...some(list(group, 'curve')).flatMap((point) =>
          figures(point, ['atRisk', 'events', 'censored'], { ...of, time: point['time'] }, 'curve.'),
        ),
        ...some(list(group, 'hazard'), 2).flatMap((week) =>
          figures(week, ['events'], { ...of, week: { from: week['from'], to: week['to'] } }, 'hazard.'),
        ),
        ...some(list(group, 'returns')).flatMap((point) =>
          figures(point, ['events'], { ...of, time: point['time'] }, 'returns.'),
        ),
      ];
    }),
});

const samples: readonly Sample[] = [
  funnel({ steps: STEPS, window: { days: 60 }, breakdown: { by: 'person.team' } }),
  funnel({ unit: 'enrolment', steps: STEPS, window: { days: 90 } }),
  curve({ groupBy: 'person.team', recurrent: true }),
  curve({ lapse: { days: 60 }, until: { days: 300 } }),
  {
    name: 'course-path',
    body: { course: 'lapsing' },
    figures: (answer) => [
      ...figures(answer, ['enrolments', 'pace.ahead', 'pace.onPace', 'pace.behind']),
      ...list(answer, 'modules').flatMap((row): readonly Figure[] => {
        const { module } = row;
        return [
          ...figures(row, MODULE, { module }, 'modules.'),
          ...some(list(row, 'next'), 2).map(({ type, module: then, external, enrolments }): Figure => [
            'modules.next.enrolments',
            { module, next: { type, module: then, external } },
            enrolments,
          ]),
        ];
      }),
      ...some(list(answer, 'external'), 2).flatMap((row) =>
        figures(row, ['enrolments', 'cameBack', 'notBack', 'open'], { content: row['content'] }, 'external.'),
      ),
      ...some(list(answer, 'items'), 2).flatMap((row) =>
        figures(row, ['answered', 'failed'], { item: { assessment: row['assessment'], item: row['item'] } }, 'items.'),
      ),
    ],
  },
  {
    name: 'retention',
    body: { weeks: 3 },
    figures: (answer) => [
      ...figures(answer, ['leftOut']),
      ...some(list(answer, 'rows')).flatMap((row): readonly Figure[] => {
        const of = { entryWeek: row['entryWeek'] };
        return [
          ...figures(row, ['entered'], of, 'rows.'),
          ...list(row, 'cells').flatMap((cell) =>
            figures(cell, ['active'], { ...of, week: cell['week'] }, 'rows.cells.'),
          ),
        ];
      }),
    ],
  },
  {
    name: 'at-risk',
    body: {},
    figures: (answer) => [
      ...figures(answer, ['watched', 'enrolments', 'learners']),
      ...list(answer, 'byReason').map(({ reason, enrolments }): Figure => [
        'byReason.enrolments',
        { reason },
        enrolments,
      ]),
      ...some(list(answer, 'rows'), 2).map(({ learner, course, run, registration, round }): Figure => [
        'rows',
        { row: { learner, course, run, registration, round } },
        1,
      ]),
    ],
  },
  {
    name: 'compare',
    body: { by: 'person.team' },
    figures: (answer) => list(answer, 'groups').flatMap((group) => figures(group, OVERVIEW, { group: group['value'] })),
  },
  {
    name: 'feedback',
    body: { by: 'run' },
    figures: (answer) => [
      ...ofSaid(at(answer, 'total'), {}),
      ...some(list(answer, 'rows'), 2).flatMap((row) =>
        ofSaid(row, { row: { course: row['course'], run: row['run'], state: row['state'] } }),
      ),
    ],
  },
  {
    name: 'coverage',
    body: { course: 'plain', by: 'person.team' },
    figures: (answer) =>
      [
        { row: at(answer, 'total'), of: {} },
        ...list(answer, 'rows').map((row) => ({ row, of: { row: { value: row['value'] } } })),
      ].flatMap(({ row, of }) => figures(row, ['people', 'done', 'valid', 'credited'], of)),
  },
  {
    name: 'segment-size',
    body: { criterion: { is: 'state', state: 'current' } },
    figures: (answer) =>
      figures(answer, ['segment.enrolments', 'segment.learners', 'among.enrolments', 'among.learners']),
  },
];

it('has a sample of every question whose figures have facts', () => {
  const have = [...questions.keys()].filter((name) => name.endsWith('/facts')).map((name) => name.split('/')[0]);
  expect(new Set(have)).toEqual(new Set([...samples.map(({ name }) => name), 'course-overview', 'reconcile']));
});

it.each(samples.map((sample, index) => ({ ...sample, asOf: index === 1 ? THEN : NOW })))(
  'counts again what $name $body says as of $asOf, and names facts for it',
  async ({ name, body, figures: figuresOf, asOf }) => {
    const answer = await ask(name, { ...body, asOf });
    const all = some(figuresOf(answer), FIGURES);
    expect(all.length).toBeGreaterThan(2);
    const found: [string, object, number][] = [];
    for (const [figure, of] of all) {
      const asked = { ...body, ...of, ...(figure === '' ? {} : { figure }), asOf, limit: 1000 };
      const { counted, facts } = await ask<FactsBehindAnswer>(`${name}/facts`, asked);
      found.push([figure, of, counted]);
      const named = facts.map(({ source, id }) => JSON.stringify([source, id]));
      expect([figure, of, new Set(named).size, facts.length === 0]).toEqual([figure, of, named.length, counted === 0]);
      expect(facts.filter(({ recordedAt }) => recordedAt > asOf)).toEqual([]);
      // Where people are counted and each shows by a fact of their own, the facts are of so many.
      const people = new Set(facts.map(({ learner }) => learner)).size;
      if (name === 'coverage' || PEOPLE.has(figure)) expect([figure, of, people]).toEqual([figure, of, counted]);
    }
    expect(found).toEqual(all);
    expect(found.some(([, , counted]) => counted > 0)).toBe(true);
  },
  600_000,
);

it.each([['learner'], ['enrolment']])(
  'names of a funnel by %s the facts that did the steps, and no others',
  async (unit) => {
    const body = { unit, steps: STEPS, window: { days: 90 }, step: 2, place: 'reached' };
    const { people } = await ask<FunnelPeopleAnswer>('funnel/people', { ...body, page: { size: 1000 } });
    const did = people.flatMap(({ learner, times }) => times.map((time) => `${learner} ${time}`));
    const found: FactsBehindAnswer['facts'] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: FactsBehindAnswer = await ask('funnel/facts', { ...body, limit: 20, ...(after ? { after } : {}) });
      expect(page.counted).toBe(people.length);
      found.push(...page.facts);
      after = page.next;
    }
    expect(new Set(found.map(({ learner, occurredAt }) => `${learner} ${occurredAt}`))).toEqual(new Set(did));
    const types = new Set(found.map(({ type }) => type));
    expect(types).toEqual(new Set(STEPS.map(({ event }) => event)));
    expect(new Set(found.map(({ source, id }) => `${source} ${id}`)).size).toBe(found.length);
  },
  600_000,
);
