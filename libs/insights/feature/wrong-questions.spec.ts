import { type Asker } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { createMetrics, Problematic } from '@laurel/platform';
import { noAccounts, sampleQuestions } from '@laurel/testing';
import { EventEmitter } from 'node:events';
import { Registry } from 'prom-client';
import { AnswerInTime } from './answer-in-time.ts';
import { QuestionsController } from './questions.controller.ts';
import { answeringWith } from './questions.ts';

const touched: string[] = [];
/** An engine that must not be touched. */
const warehouse = new Proxy({} as Warehouse, {
  get: (_, name) => {
    touched.push(String(name));
    throw new Error(`the engine was touched: ${String(name)}`);
  },
});
const asker: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const clock = { now: () => new Date('2026-06-30T00:00:00Z') };
const inTime = new AnswerInTime(warehouse, clock, createMetrics(new Registry()), { seconds: 60, memoryBytes: 2 ** 30 });
const questions = answeringWith(noAccounts());
const controller = new QuestionsController(questions, inTime);
type Reply = Parameters<QuestionsController['ask']>[3];
const reply = { raw: new EventEmitter(), request: { headers: {} }, header: () => reply } as unknown as Reply;

/** Every question, asked as it makes sense. */
const sound = new Map([
  ...sampleQuestions.map(({ name, body }) => [name, body] as const),
  ['reconcile', { from: '2026-01-01' }] as const,
  ['reconcile/facts', { figure: 'days.facts', source: 'lms', day: '2026-01-01' }] as const,
]);

it('knows every question', () => {
  expect([...sound.keys()].sort()).toEqual([...questions.keys()].sort());
});

/** What is wrong about it, whatever the question is. */
const wrongs: [string, object][] = [
  ['colour', { colour: 'red' }],
  ['asOf', { asOf: 'yesterday' }],
  ['asOf', { asOf: 7 }],
];

const enrolled = { event: 'learning.Enrolled' };
const completed = { event: 'learning.CourseCompleted' };
const left = { event: 'learning.Withdrawn' };
const steps = [enrolled, { event: 'learning.CourseStarted' }, completed];
const where = (...conditions: object[]) => ({ steps: [{ ...enrolled, where: conditions }, completed] });
const excluding = (exclusion: object, more: object = {}) => ({ steps, exclusions: [exclusion], ...more });
const by = (breakdown: object) => ({ steps, breakdown });

const funnels: [string, unknown][] = [
  ['steps', {}],
  ['steps', { steps: [] }],
  ['steps', { steps: Array.from({ length: 61 }, () => enrolled) }],
  ['steps.0.event', { steps: [{}] }],
  ['steps.0.event', { steps: [{ ...enrolled, anyOf: [completed] }] }],
  ['steps.1.event', { steps: [enrolled, { event: 'learning.Graduated' }] }],
  ['steps.0.anyOf', { steps: [{ anyOf: [] }] }],
  ['steps.0.anyOf.1.event', { steps: [{ anyOf: [enrolled, { event: 'Enrolled' }] }] }],
  ['steps.0.occurrence', { steps: [{ ...enrolled, occurrence: 'last-ever' }] }],
  ['steps.0.colour', { steps: [{ ...enrolled, colour: 'red' }] }],
  ['steps.0.where.0.field', where({ field: 'nonsense', op: 'eq', value: 1 })],
  ['steps.0.where.0.op', where({ field: 'course', op: 'like', value: 'c' })],
  ['steps.0.where.0.value', where({ field: 'course', op: 'in', value: [] })],
  ['steps.0.where.0.value', where({ field: 'event.score.raw', op: 'gt', value: true })],
  ['steps.0.where.1.value', where({ field: 'course', op: 'eq', value: 'c' }, { field: 'run', op: 'eq' })],
  ['unit', { steps, unit: 'team' }],
  ['order', { steps, order: 'sorted' }],
  ['window', { steps, window: {} }],
  ['window', { steps, window: { days: 1, seconds: 1 } }],
  ['window.days', { steps, window: { days: 0 } }],
  ['window.days', { steps, window: { days: 1e9 } }],
  ['window.unlimited', { steps, window: { unlimited: false } }],
  ['entered.to', { steps, entered: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } }],
  ['entered.from', { steps, entered: { from: 'last week' } }],
  ['asOf', { steps, asOf: '2026-13-01T00:00:00Z' }],
  ['exclusions.0.before', excluding({ ...left, after: 2, before: 2 })],
  ['exclusions.0.before', excluding({ ...left, after: 3, before: 1 })],
  ['exclusions.0.before', excluding({ ...left, after: 1, before: 4 })],
  ['exclusions.0.after', excluding({ ...left, after: 0, before: 2 })],
  ['exclusions.0.before', excluding({ ...left, after: 1 })],
  ['exclusions.0.event', excluding({ after: 1, before: 2 })],
  ['exclusions.0.after', excluding({ ...left, after: 2, before: 3 }, { order: 'any' })],
  ['exclusions.0.before', excluding({ ...left, after: 1, before: 2 }, { order: 'any' })],
  ['exclusions', { steps, exclusions: Array.from({ length: 11 }, () => ({ ...left, after: 1, before: 2 })) }],
  ['breakdown.by', by({})],
  ['breakdown.by', by({ by: 'team' })],
  ['breakdown.attribution.step', by({ by: 'person.team', attribution: { step: 4 } })],
  ['breakdown.attribution', by({ by: 'person.team', attribution: 'middle' })],
  ['breakdown.limit', by({ by: 'person.team', limit: 0 })],
  ['interval', { steps, interval: 'decade' }],
  ['timeZone', { steps, interval: 'week', timeZone: 'Europe/Atlantis' }],
  ['timeZone', { steps, timeZone: 'Europe/Rome' }],
  ['breakDown', { steps, breakDown: { by: 'person.team' } }],
];

const people: [string, unknown][] = [
  ['step', { steps, place: 'dropped' }],
  ['step', { steps, place: 'dropped', step: 4 }],
  ['step', { steps, place: 'dropped', step: 1.5 }],
  ['place', { steps, step: 1, place: 'lost' }],
  ['breakdownValue', { steps, step: 1, place: 'open', breakdownValue: 'red' }],
  ['page.size', { steps, step: 1, place: 'open', page: { size: 0 } }],
  ['page.after', { steps, step: 1, place: 'open', page: { after: 'the next one' } }],
  [
    'page.after',
    {
      ...{ steps, step: 1, place: 'open', asOf: '2026-01-01T00:00:00Z' },
      page: { after: `${encodeURIComponent('2026-02-01T00:00:00Z')}/7/l////0` },
    },
  ],
  ['trendFrom', { steps, step: 1, place: 'open', trendFrom: '2026-01-05' }],
  ['trendFrom', { steps, step: 1, place: 'open', interval: 'week', trendFrom: 'January' }],
  ['exclusions.0.before', { ...excluding({ ...left, after: 1, before: 9 }), step: 1, place: 'open' }],
];

/** Of the facts behind a figure: what it is of must be said, and only that. */
const facts: [name: string, path: string, body: object][] = [
  ['funnel/facts', 'step', { steps, place: 'dropped', step: 4 }],
  ['funnel/facts', 'after', { steps, place: 'dropped', step: 1, after: '7' }],
  ['dropout-curve/facts', 'figure', { figure: 'median' }],
  ['dropout-curve/facts', 'time', { figure: 'curve.events' }],
  ['dropout-curve/facts', 'time', { figure: 'events', time: 3 }],
  ['dropout-curve/facts', 'week.to', { figure: 'hazard.events', week: { from: 7, to: 7 } }],
  ['dropout-curve/facts', 'group', { figure: 'events', group: 'red' }],
  ['course-path/facts', 'module', { course: 'c', figure: 'modules.stopped' }],
  ['course-path/facts', 'item', { course: 'c', figure: 'items.failed' }],
  ['course-path/facts', 'content', { course: 'c', figure: 'enrolments', content: 'x' }],
  ['retention/facts', 'entryWeek', { figure: 'rows.entered' }],
  ['retention/facts', 'week', { figure: 'rows.cells.active', entryWeek: '2026-01-05', weeks: 2, week: 2 }],
  ['at-risk/facts', 'reason', { figure: 'byReason.enrolments' }],
  ['at-risk/facts', 'row', { figure: 'rows' }],
  ['at-risk/facts', 'page', { figure: 'watched', page: {} }],
  ['compare/facts', 'group', { by: 'course', figure: 'enrolments' }],
  ['feedback/facts', 'reason', { figure: 'reasons.enrolments' }],
  ['feedback/facts', 'ratings', { figure: 'ratings.ratings' }],
  ['feedback/facts', 'row.run', { figure: 'enrolments', by: 'run', row: { course: 'c', state: 'current' } }],
  ['coverage/facts', 'row.value', { course: 'c', by: 'person.team', figure: 'done', row: {} }],
  ['segment-size/facts', 'figure', { criterion: { is: 'state', state: 'current' }, figure: 'trend' }],
  ['reconcile/facts', 'figure', { figure: 'days.told', source: 'lms', day: '2026-01-01' }],
  ['reconcile/facts', 'type', { figure: 'days.controls.facts', source: 'lms', day: '2026-01-01' }],
];

const readyMade: [string, unknown][] = [
  ['course', { kind: 'modules' }],
  ['course', { kind: 'modules', course: '' }],
  ['kind', { course: 'consulting', kind: 'everything' }],
];

it.each([
  ...[...sound].flatMap(([name, body]) => wrongs.map(([path, wrong]) => ({ name, path, body: { ...body, ...wrong } }))),
  ...funnels.map(([path, body]) => ({ name: 'funnel', path, body })),
  ...people.map(([path, body]) => ({ name: 'funnel/people', path, body })),
  ...facts.map(([name, path, body]) => ({ name, path, body })),
  ...readyMade.map(([path, body]) => ({ name: 'funnel/ready-made', path, body })),
])('$name: $path is wrong in $body', async ({ name, path, body }) => {
  const [question = '', part] = name.split('/');
  const ask = async (): Promise<unknown> =>
    part === undefined
      ? controller.ask(question, body, asker, reply)
      : controller.askPart({ question, part }, body, asker, reply);
  const refusal = await ask().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(Problematic);
  const { status, more } = refusal as Problematic;
  expect([status, more.errors?.map((error) => error.path)]).toEqual([400, expect.arrayContaining([path])]);
  expect(touched).toEqual([]);
});
