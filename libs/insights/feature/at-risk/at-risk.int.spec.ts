import { type Asker, type AtRiskAnswer, atRiskQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askAtRisk, atRiskTable } from './at-risk.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object = {}) =>
  askAtRisk(test.warehouse, atRiskQuestion.parse(question), { asker: owner, now, limits: {} });

/** The answer, which is the same told once, twice, and in other orders. */
const atRisk = async (words: readonly FactWords[], question: object = {}): Promise<AtRiskAnswer> => {
  const answers: AtRiskAnswer[] = [];
  for (const order of ordersOf(factsOf(words))) {
    for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
      await test.warehouse.command(`TRUNCATE TABLE ${table}`);
    }
    await insertFacts(test.warehouse, order.slice(0, 3));
    await insertFacts(test.warehouse, order);
    answers.push(await ask(question));
  }
  const figures = answers.map((answer) => JSON.stringify({ ...answer, meta: undefined }));
  expect(new Set(figures).size).toBe(1);
  return answers[0]!;
};

const of =
  (learner: string) =>
  (type: string, at: string, data: object = {}, more: Partial<FactWords> = {}): FactWords => ({
    type: `learning.${type}` as FactWords['type'],
    at,
    learner,
    data: { course: 'c', ...data },
    ...more,
  });
const [ann, bob, cem, dua, eve, fay] = ['ann', 'bob', 'cem', 'dua', 'eve', 'fay'].map(of);
const described = (data: object, at = '2025-01-01') => of('course:c')('CourseDescribed', at, data);

const six: FactWords[] = [
  ann!('Enrolled', '2026-06-10', {}, { id: 'ann-in' }),
  bob!('Enrolled', '2026-05-01'),
  bob!('CourseStarted', '2026-05-02'),
  bob!('ContentViewed', '2026-05-20', { content: 'x' }, { id: 'bob-last' }),
  cem!('Enrolled', '2026-06-01'),
  cem!('AssessmentSubmitted', '2026-06-20', { assessment: 'quiz', passed: false }, { id: 'cem-failed' }),
  dua!('Enrolled', '2026-06-01'),
  dua!('CourseStarted', '2026-06-29'),
  eve!('Enrolled', '2026-06-28'),
  fay!('Enrolled', '2026-01-01'),
  fay!('CourseCompleted', '2026-02-01'),
];
const list = ({ rows }: AtRiskAnswer) =>
  rows.map(({ learner, since, reasons }) => [learner, since.slice(0, 10), ...reasons.map(({ reason }) => reason)]);

it('lists who never started, who fell silent and who failed, the longest first, and says why', async () => {
  const answer = await atRisk(six);
  expect(answer).toMatchObject({ watched: 5, enrolments: 3, learners: 3, next: null });
  expect(list(answer)).toEqual([
    ['bob', '2026-06-03', 'silent'],
    ['cem', '2026-06-20', 'failedAssessment'],
    ['ann', '2026-06-24', 'neverStarted'],
  ]);
  expect(answer.byReason.map(({ enrolments }) => enrolments)).toEqual([1, 1, 1, 0]);
  expect(answer.rows.map(({ because }) => because.map(({ text }) => text))).toEqual([
    [
      'started on 2026-05-02 and 1 more time',
      'no activity in the last 14 days: the latest before that was on 2026-05-20',
      'enrolled on 2026-05-01 (60 days ago, limit 14 days)',
    ],
    ['failed quiz on 2026-06-20'],
    ['no activity', 'enrolled on 2026-06-10 (20 days ago, limit 14 days)'],
  ]);
  const facts = answer.rows.map(({ because }) => because.flatMap((one) => one.facts.map(({ id }) => id)));
  expect([facts[0]![1], facts[1], facts[2]]).toEqual(['bob-last', ['cem-failed'], ['ann-in']]);
  expect(answer.rows.map(({ lastActivity }) => lastActivity)).toEqual([
    '2026-05-20T00:00:00.000Z',
    '2026-06-20T00:00:00.000Z',
    null,
  ]);
});

it('takes the days from the question, inclusive, and leaves out what is not asked', async () => {
  await atRisk(six);
  const rule = { neverStarted: { days: 2 }, silent: null, failedAssessment: false, overdueAssessment: false };
  expect(list(await ask({ rule }))).toEqual([
    ['ann', '2026-06-12', 'neverStarted'],
    ['eve', '2026-06-30', 'neverStarted'],
  ]);
  expect(list(await ask({ rule: { ...rule, neverStarted: { days: 2.001 } } })).length).toBe(1);
});

it('waits for the run to start; what is said of the course as a whole starts no run', async () => {
  const answer = await atRisk([
    described({ startsAt: '2026-06-25T00:00:00Z' }),
    described({ run: 'soon', startsAt: '2026-06-25T00:00:00Z' }),
    described({ run: 'long ago', startsAt: '2025-06-25T00:00:00Z', endsAt: '2026-12-31T00:00:00Z' }),
    described({ run: 'some day', title: 'not said when' }),
    ann!('Enrolled', '2026-01-01'),
    bob!('Enrolled', '2026-01-02', { run: 'soon' }),
    cem!('Enrolled', '2026-01-03', { run: 'long ago' }),
    dua!('Enrolled', '2026-01-04', { run: 'some day' }),
  ]);
  expect(list(answer)).toEqual([
    ['ann', '2026-01-15', 'neverStarted'],
    ['cem', '2026-01-17', 'neverStarted'],
    ['dua', '2026-01-18', 'neverStarted'],
  ]);
});

it('never lists who is waitlisted, exempt, has credit, withdrew or completed; a cancelled assignment exempts nobody', async () => {
  const answer = await atRisk([
    ann!('SeatChanged', '2026-01-01', { run: 'r', state: 'waitlisted', by: 'provider' }),
    bob!('Enrolled', '2026-01-01'),
    bob!('CreditGranted', '2026-01-05', { basis: 'external' }),
    cem!('Enrolled', '2026-01-01'),
    cem!('AssignmentWaived', '2026-01-05', { reason: 'exempt' }),
    dua!('Enrolled', '2026-01-01'),
    dua!('AssignmentWaived', '2026-01-05', { reason: 'cancelled' }),
    eve!('Enrolled', '2026-01-01'),
    eve!('Withdrawn', '2026-01-05'),
    fay!('Enrolled', '2026-01-01'),
    fay!('CourseCompleted', '2026-01-05', { result: 'fail' }),
  ]);
  expect([answer.watched, list(answer)]).toEqual([1, [['dua', '2026-01-15', 'neverStarted']]]);
});

it('knows what is overdue: due since the stay began, past, and not submitted; what the run says wins', async () => {
  const answer = await atRisk(
    [
      described({
        assessments: [
          { id: 'early', dueAt: '2026-05-01T00:00:00Z' },
          { id: 'exam', dueAt: '2026-06-15T00:00:00Z' },
        ],
      }),
      described({ run: 'r', assessments: [{ id: 'essay', title: 'The essay', dueAt: '2026-06-20T00:00:00+02:00' }] }),
      ann!('Enrolled', '2026-06-01'),
      bob!('Enrolled', '2026-06-01', { run: 'r' }),
      cem!('Enrolled', '2026-06-01'),
      cem!('AssessmentSubmitted', '2026-06-25', { assessment: 'exam' }),
      dua!('Enrolled', '2026-06-16'),
    ],
    { rule: { neverStarted: null, silent: null } },
  );
  expect(list(answer)).toEqual([
    ['ann', '2026-06-15', 'overdueAssessment'],
    ['bob', '2026-06-19', 'overdueAssessment'],
  ]);
  expect(answer.rows.flatMap(({ because }) => because)).toEqual([
    { text: 'exam was due on 2026-06-15, and nothing was submitted', facts: [{ source: 'lms', id: 'f0' }] },
    { text: 'The essay was due on 2026-06-19, and nothing was submitted', facts: [{ source: 'lms', id: 'f1' }] },
  ]);
});

it('forgets a failure that was passed later, corrected or taken back', async () => {
  const failed = (who: typeof ann, more: object = {}, words: Partial<FactWords> = {}) =>
    who!('AssessmentSubmitted', '2026-06-27', { assessment: 'quiz', passed: false, ...more }, words);
  const answer = await atRisk([
    ...[ann!, bob!, cem!, dua!].map((who) => who('Enrolled', '2026-06-25')),
    failed(ann),
    ann!('AssessmentSubmitted', '2026-06-28', { assessment: 'quiz', passed: true, attempt: 2 }),
    failed(bob),
    bob!('AssessmentSubmitted', '2026-06-28', { assessment: 'quiz', passed: true }),
    failed(cem, {}, { id: 'mistake' }),
    of('course:c')('Voided', '2026-06-28', {}, { data: { of: { source: 'lms', id: 'mistake' } } }),
    failed(dua),
    dua!('AssessmentSubmitted', '2026-06-28', { assessment: 'quiz', attempt: 2 }),
  ]);
  expect(list(answer)).toEqual([['dua', '2026-06-27', 'failedAssessment']]);
});

it('answers as known at an earlier time', async () => {
  await atRisk([
    ann!('Enrolled', '2026-06-01'),
    ann!('CourseStarted', '2026-06-10', {}, { told: '2026-06-20' }),
    bob!('Enrolled', '2026-06-01', {}, { told: '2026-06-22' }),
  ]);
  expect(list(await ask({ asOf: '2026-06-19T00:00:00Z' }))).toEqual([['ann', '2026-06-15', 'neverStarted']]);
  expect(list(await ask({ asOf: '2026-06-23T00:00:00Z' }))).toEqual([['bob', '2026-06-15', 'neverStarted']]);
});

it('takes a criterion instead, and the conditions of every question', async () => {
  await atRisk([
    ...six,
    ...['ann', 'eve'].map((who) =>
      of(who)('PersonDescribed', '2026-01-01', {}, { data: { attributes: { team: 'red' } } }),
    ),
  ]);
  const where = [{ field: 'person.team', op: 'eq', value: 'red' }];
  expect(await ask({ where })).toMatchObject({ watched: 2, enrolments: 1 });
  const criterion = { is: 'performed', events: [{ event: 'learning.CourseStarted' }], called: 'start' };
  const answer = await ask({ criterion });
  expect(list(answer)).toEqual([
    ['bob', '2026-05-01', 'criterion'],
    ['dua', '2026-06-01', 'criterion'],
  ]);
  expect(answer.rows[1]?.because.map(({ text }) => text)).toEqual(['started on 2026-06-29']);
});

it('is read page by page, each of the list of the first, whatever is told in between', async () => {
  const learners = Array.from({ length: 7 }, (_, n) => `l/${n}`);
  await atRisk(learners.map((learner, n) => of(learner)('Enrolled', n < 5 ? '2026-01-01' : '2026-01-02')));
  const pages: string[][] = [];
  let page: object = { size: 3 };
  for (;;) {
    const { rows, next, enrolments } = await ask({ page });
    expect(enrolments).toBe(7);
    pages.push(rows.map(({ learner }) => learner));
    if (next === null) break;
    page = { size: 3, after: next };
    await insertFacts(test.warehouse, factsOf([of('l/0')('CourseCompleted', '2026-07-01', {}, { id: 'later' })]));
  }
  expect(pages).toEqual([learners.slice(0, 3), learners.slice(3, 6), learners.slice(6)]);
});

it('is a table with one line for each', async () => {
  expect(atRiskTable(await atRisk(six))[1]).toEqual({
    ...{ learner: 'cem', course: 'c', run: '', registration: '', round: 1 },
    since: '2026-06-20T00:00:00.000Z',
    lastActivity: '2026-06-20T00:00:00.000Z',
    reasons: 'failedAssessment',
    because: 'failed quiz on 2026-06-20',
    facts: 'lms cem-failed',
  });
});

it('has an answer without any facts', async () => {
  expect(await atRisk([])).toMatchObject({ watched: 0, enrolments: 0, learners: 0, rows: [], next: null });
});
