import { Problematic } from '@laurel/platform';
import { answeringOf } from './questions.ts';

const current = { is: 'state', state: 'current' };
const nested = (depth: number): object => (depth === 0 ? current : { is: 'not', the: nested(depth - 1) });
const broad = { is: 'or', all: Array.from({ length: 4 }, () => ({ is: 'and', all: Array(20).fill(current) })) };
const first = { name: 'first', from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
const second = { name: 'second', from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };
const cursor = ['2026-01-01T00:00:00Z', '0', 'c', '', 'l', '', '1'].map(encodeURIComponent).join('/');

const refusalOf = (name: string, body: object): unknown => {
  try {
    return answeringOf.get(name)?.read(body);
  } catch (error) {
    if (error instanceof Problematic) return error;
    throw error;
  }
};

/** `read` is all that happens before a question meets the warehouse, and it has none. */
it.each<readonly [string, object, string]>([
  ['at-risk', { rule: { silent: { days: 0 } } }, 'rule.silent.days'],
  [
    'at-risk',
    { rule: { neverStarted: null, silent: null, failedAssessment: false, overdueAssessment: false } },
    'rule',
  ],
  ['at-risk', { rule: { behind: true } }, 'rule.behind'],
  ['at-risk', { rule: {}, criterion: current }, 'criterion'],
  ['at-risk', { criterion: { is: 'state', state: 'bored' } }, 'criterion.state'],
  [
    'at-risk',
    { criterion: { is: 'and', all: [current, { is: 'assessment', stands: 'late' }] } },
    'criterion.all.1.stands',
  ],
  ['at-risk', { criterion: nested(10) }, 'criterion'],
  ['at-risk', { criterion: broad }, 'criterion'],
  ['at-risk', { where: [{ field: 'event.score', op: 'eq', value: 1 }] }, 'where'],
  ['at-risk', { page: { size: 0 } }, 'page.size'],
  ['at-risk', { page: { after: '%' } }, 'page.after'],
  ['at-risk', { page: { after: cursor.replace('/0/', '/soon/') } }, 'page.after'],
  ['at-risk', { page: { after: cursor }, asOf: '2026-01-02T00:00:00Z' }, 'page.after'],
  ['compare', {}, 'by'],
  ['compare', { by: 'course', periods: [first, second] }, 'by'],
  ['compare', { by: 'event.result' }, 'by'],
  ['compare', { periods: [first] }, 'periods'],
  ['compare', { periods: [first, { ...second, name: 'first' }] }, 'periods.1.name'],
  ['compare', { periods: [first, { ...second, from: '2026-01-31T23:59:59Z' }] }, 'periods.1.from'],
  ['compare', { periods: [first, { ...second, to: second.from }] }, 'periods.1.to'],
  ['compare', { periods: [first, second], baseline: 'third' }, 'baseline'],
  ['compare', { by: 'course', level: 95 }, 'level'],
  ['compare', { by: 'course', limit: 1 }, 'limit'],
  ['feedback', { by: 'person.team' }, 'by'],
  ['feedback', { question: 5 }, 'question'],
  ['feedback', { where: [{ field: 'event.rating', op: 'gt', value: 3 }] }, 'where'],
  ['feedback', { asOf: 'yesterday' }, 'asOf'],
  ['coverage', { by: 'person.team' }, 'course'],
  ['coverage', { course: 'c', by: 'run' }, 'by'],
  ['coverage', { course: 'c', by: 'person.team', target: 80 }, 'target'],
  ['coverage', { course: 'c', by: 'person.team', where: [{ field: 'course', op: 'eq', value: 'c' }] }, 'where'],
  ['coverage', { course: 'c', by: 'person.team', validFor: { days: -1 } }, 'validFor.days'],
  ['coverage', { course: 'c', by: 'person.team', among: 'everybody' }, 'among'],
  ['segment-size', {}, 'criterion'],
  [
    'segment-size',
    { criterion: { is: 'performed', events: [{ event: 'learning.Slept' }], called: 'sleep' } },
    'criterion.events.0.event',
  ],
  ['segment-size', { criterion: current, moments: Array(61).fill('2026-01-01T00:00:00Z') }, 'moments'],
  ['segment-size', { criterion: current, moments: ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00'] }, 'moments.1'],
  [
    'segment-size',
    { criterion: current, moments: ['2026-01-02T00:00:00Z'], asOf: '2026-01-01T00:00:00Z' },
    'moments.0',
  ],
])('%s refuses %j before it asks the engine, naming %s', (name, body, path) => {
  expect(refusalOf(name, body)).toMatchObject({
    status: 400,
    code: 'question.schema',
    more: { errors: expect.arrayContaining([expect.objectContaining({ path })]) },
  });
});

it('measures a criterion before it walks through it', () => {
  expect(refusalOf('segment-size', { criterion: nested(5000) })).toMatchObject({
    detail: 'criterion: nests deeper than 10',
  });
});

it.each<readonly [string, object]>([
  ['at-risk', {}],
  ['at-risk', { criterion: nested(9), page: { after: cursor }, asOf: '2026-01-01T00:00:00Z' }],
  ['compare', { periods: [first, second], baseline: 'second' }],
  ['feedback', {}],
  ['coverage', { course: 'c', by: 'person.team' }],
  ['segment-size', { criterion: current }],
])('%s takes %j', (name, body) => {
  expect(answeringOf.get(name)?.read(body)).toEqual({ ask: expect.any(Function) });
});
