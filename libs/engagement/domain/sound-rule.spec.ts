import { neverStarted } from './ready-made/never-started.rule.ts';
import { bind } from './rule.ts';
import { defineRule, soundDraft } from './sound-rule.ts';

const draft = {
  id: 'quiet-in-spring',
  title: 'Quiet',
  sentence: 'Did nothing for {days} days.',
  parameters: [{ name: 'days', label: 'Days', kind: 'days', default: 14, minimum: 1, maximum: 90 }],
  where: { run: 'spring' },
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'current' },
      {
        is: 'notPerformed',
        events: [{ event: 'learning.ContentViewed' }],
        called: 'reading',
        within: { days: { parameter: 'days' } },
      },
    ],
  },
  action: { type: 'SendMessage', template: 'never-started', category: 'learning-reminder' },
};
const [state, quiet] = draft.criteria.all;

/** Where a rule is refused; nothing where it is sound. */
const places = (changed: object): readonly string[] => {
  const parsed = soundDraft.safeParse({ ...draft, ...changed });
  return (parsed.error?.issues ?? []).map(({ path }) => path.map(String).join('.'));
};

it('takes a rule that can be bound, and binds it', () => {
  expect(places({})).toEqual([]);
  const rule = bind(defineRule({ ...draft, version: 1 } as Parameters<typeof defineRule>[0]), { days: 30 });
  expect(rule.sentence).toBe('Did nothing for 30 days.');
  expect([rule.where, rule.looks]).toEqual([{ run: 'spring' }, ['fact', 'time']]);
});

const one = draft.parameters[0]!;
it.each<[what: string, changed: object, where: readonly string[]]>([
  ['an unknown key', { limit: 3 }, ['']],
  [
    'an event that there is not',
    { criteria: { ...quiet, events: [{ event: 'learning.Slept' }] } },
    ['criteria.events.0.event'],
  ],
  [
    'an unknown kind of criterion, deep inside',
    { criteria: { is: 'and', all: [quiet, { is: 'or', all: [state, { is: 'sleepy' }] }] } },
    ['criteria.all.1.all.1.is'],
  ],
  [
    'a window that is no number of days',
    { criteria: { ...quiet, within: { days: -1 } }, parameters: [], sentence: 'Quiet.' },
    ['criteria.within.days'],
  ],
  ['a place for a parameter that there is not', { where: { run: { parameter: 'season' } } }, ['where.run']],
  ['a parameter that is used nowhere', { criteria: state }, ['parameters.0.name']],
  ['two parameters of one name', { parameters: [one, one] }, ['parameters.1.name']],
  ['a default that the parameter does not allow', { parameters: [{ ...one, default: 100 }] }, ['parameters.0.default']],
  [
    'a default of another kind',
    { parameters: [{ ...one, default: 'long' }] },
    ['parameters.0.default', 'criteria.all.1.within.days'],
  ],
  ['a sentence about something else', { sentence: 'Quiet for {weeks} weeks.' }, ['sentence']],
  ['something else to be limited to', { where: { team: 'blue' } }, ['where.team']],
  ['an id with spaces', { id: 'not an id' }, ['id']],
  ['nothing to look at', { looks: [] }, ['looks']],
])('refuses %s, and says where', (_, changed, where) => {
  expect(places(changed)).toEqual(where);
});

it('says once that a shipped rule is wrong: when it is loaded', () => {
  expect(() => defineRule({ ...neverStarted, where: { course: { parameter: 'cours' } } })).toThrow('cours');
});
