import { CRITERIA_VERSION, type Population, SegmentArchived, SegmentDefined } from '@laurel/contracts';
import { Refused } from '@laurel/kernel';
import { type SegmentCommand, segmentDecider, type SegmentEvent } from './segment.decider.ts';

const population: Population = {
  about: 'learner',
  criterion: { is: 'attribute', of: 'person', name: 'role', test: { op: 'eq', value: 'engineer' } },
};
const fixed = { asOf: '2026-01-01T00:00:00.000Z', list: 'l1', learners: 2 };
const defined = (version: number, title = 'Engineers', more: object = {}): SegmentEvent =>
  SegmentDefined.of({ segment: 'eng', version, title, population, criteriaVersion: CRITERIA_VERSION, ...more });
const define = (title = 'Engineers', more: object = {}): SegmentCommand => ({
  ...{ type: 'Define', segment: 'eng', title, population },
  ...more,
});
const given = (...history: readonly SegmentEvent[]) => ({
  when: (command: SegmentCommand) =>
    segmentDecider.decide(history.reduce(segmentDecider.evolve, segmentDecider.initial), command),
});

it('counts versions from 1, and says nothing where nothing changed', () => {
  expect(given().when(define())).toEqual([defined(1)]);
  expect(given(defined(1)).when(define())).toEqual([]);
  const change: SegmentCommand = { type: 'Change', segment: 'eng', title: 'All engineers', population };
  expect(given(defined(1)).when(change)).toEqual([defined(2, 'All engineers')]);
});

it('keeps people as of a time under the name of their list', () => {
  expect(given().when(define('Engineers', { fixed }))).toEqual([defined(1, 'Engineers', { fixed })]);
});

it('refuses a second segment of one id, and a change of an archived one', () => {
  expect(() => given(defined(1)).when(define('Others'))).toThrow(Refused);
  const archived = SegmentArchived.of({ segment: 'eng' });
  expect(given(defined(1)).when({ type: 'Archive', segment: 'eng' })).toEqual([archived]);
  expect(given(defined(1), archived).when({ type: 'Archive', segment: 'eng' })).toEqual([]);
  expect(() => given(defined(1), archived).when(define())).toThrow('archived');
});
