import { dropoutFactorsQuestion } from './dropout-factors.question.ts';

const ROLE = { field: 'enrolment.role' };
const SHARE = { behaviour: 'shareDone' };
const SILENCE = { behaviour: 'daysSinceLastActivity' };

it.each([
  ['factors', {}],
  ['factors', { factors: [] }],
  ['factors', { factors: Array.from({ length: 21 }, (_, index) => ({ field: `enrolment.a${index}` })) }],
  ['factors.0', { factors: [{ behaviour: 'mood' }] }],
  ['factors.0.field', { factors: [{ field: 'gender' }] }],
  ['factors.0.field', { factors: [{ field: 'event.score' }] }],
  ['factors.0', { factors: [{ ...ROLE, kind: 'date' }] }],
  ['factors.0', { factors: [{ ...ROLE, ...SHARE }] }],
  ['factors.0', { factors: [{ ...SHARE, reference: '0' }] }],
  ['factors.0.reference', { factors: [{ ...ROLE, kind: 'number', reference: '1' }] }],
  ['factors.0.missing', { factors: [{ ...ROLE, kind: 'number', missing: 'own-level' }] }],
  ['factors.1', { factors: [ROLE, ROLE] }],
  ['factors.1', { factors: [SHARE, SHARE], lapse: false }],
  ['factors.0', { factors: [SILENCE] }],
  ['factors.0', { factors: [SILENCE], lapse: { days: 30 } }],
  ['delayedEntry', { factors: [SHARE], origin: 'run-start' }],
  ['behaviourEvery', { factors: [ROLE], behaviourEvery: { days: 7 } }],
  ['behaviourEvery.days', { factors: [SHARE], behaviourEvery: { days: 0 } }],
  ['behaviourEvery.days', { factors: [SHARE], behaviourEvery: { days: 0.5 } }],
  ['stratifyBy', { factors: [ROLE], stratifyBy: 'enrolment.role' }],
  ['stratifyBy', { factors: [ROLE], stratifyBy: 'event.course' }],
  ['level', { factors: [ROLE], level: 95 }],
  ['until.days', { factors: [ROLE], until: { days: 1.5 } }],
  ['timeZone', { factors: [ROLE], timeZone: 'Mars/Olympus' }],
  ['where.0.field', { factors: [ROLE], where: [{ field: 'role', op: 'exists' }] }],
  ['', { factors: [ROLE], groupBy: 'course' }],
])('refuses what makes no sense, at %s', (path, question) => {
  const { error } = dropoutFactorsQuestion.safeParse(question);
  expect(error!.issues.map((issue) => issue.path.join('.'))).toContain(path);
});

it('takes silence where only withdrawals count', () => {
  expect(dropoutFactorsQuestion.parse({ factors: [SILENCE], lapse: false }).factors).toEqual([SILENCE]);
});
