import { RuleArchived, RuleConfigured, RuleDefined, ruleDraft } from '@laurel/contracts';
import { Refused } from '@laurel/kernel';
import { neverStarted } from './ready-made/never-started.rule.ts';
import { type RuleCommand, ruleDecider, type RuleEvent } from './rule.decider.ts';

const withoutVersion = Object.entries(neverStarted).filter(([key]) => key !== 'version');
const draft = ruleDraft.parse({ ...Object.fromEntries(withoutVersion), id: 'mine' });
const defined = (version: number, title = draft.title) =>
  RuleDefined.of({ rule: 'mine', definition: { ...draft, title, version }, criteriaVersion: 2 });

const given = (...events: readonly RuleEvent[]) => ({
  when: (command: RuleCommand) => ruleDecider.decide(events.reduce(ruleDecider.evolve, ruleDecider.initial), command),
});
const configure = (more: object): RuleCommand => ({ type: 'Configure', rule: 'mine', ...more });

it('counts versions from 1, and says nothing where nothing changed', () => {
  expect(given().when({ type: 'Define', rule: 'mine', draft })).toEqual([defined(1)]);
  expect(given(defined(1)).when({ type: 'Define', rule: 'mine', draft })).toEqual([]);
  const changed = { ...draft, title: 'Another' };
  expect(given(defined(1)).when({ type: 'Change', rule: 'mine', draft: changed })).toEqual([defined(2, 'Another')]);
  expect(given(defined(1), defined(2, 'Another')).when({ type: 'Change', rule: 'mine', draft: changed })).toEqual([]);
});

it('takes no id twice, and none of an archived rule', () => {
  const changed = { ...draft, title: 'Another' };
  expect(() => given(defined(1)).when({ type: 'Define', rule: 'mine', draft: changed })).toThrow(Refused);
  const archived = given(defined(1), RuleArchived.of({ rule: 'mine' }));
  expect(() => archived.when({ type: 'Define', rule: 'mine', draft })).toThrow('archived');
  expect(() => archived.when(configure({ mode: 'live' }))).toThrow('archived');
  expect(archived.when({ type: 'Archive', rule: 'mine' })).toEqual([]);
});

it('is off until somebody switches it on, and off again with each new version, at its defaults', () => {
  const live = RuleConfigured.of({ rule: 'mine', mode: 'live', parameters: { days: 3 } });
  const stateOf = (...events: readonly RuleEvent[]) => events.reduce(ruleDecider.evolve, ruleDecider.initial);
  expect(stateOf(defined(1)).mode).toBe('off');
  expect(stateOf(defined(1), live)).toMatchObject({ mode: 'live', parameters: { days: 3 } });
  expect(stateOf(defined(1), live, defined(2))).toMatchObject({ mode: 'off', parameters: {} });
  expect(stateOf(defined(1), live, RuleArchived.of({ rule: 'mine' }))).toMatchObject({ mode: 'off', archived: true });
});

it('keeps the parameters that are not named, and gives one its default back with null', () => {
  const shadow = RuleConfigured.of({ rule: 'mine', mode: 'shadow', parameters: { days: 3 } });
  expect(given(shadow).when(configure({ mode: 'live' }))).toEqual([
    RuleConfigured.of({ rule: 'mine', mode: 'live', parameters: { days: 3 } }),
  ]);
  expect(given(shadow).when(configure({ mode: 'shadow', parameters: { days: 3, course: null } }))).toEqual([]);
  expect(given(shadow).when(configure({ parameters: { days: null } }))).toEqual([
    RuleConfigured.of({ rule: 'mine', mode: 'shadow', parameters: { days: null } }),
  ]);
});
