import { DAY_MS, enrolmentOf, type Fact } from '@laurel/criteria-domain';
import { look } from '../look.ts';
import { bind, type ParameterValues } from '../rule.ts';
import { closeToCompletion } from './close-to-completion.rule.ts';
import { failedAssessment } from './failed-assessment.rule.ts';
import { firstAssessment } from './first-assessment.rule.ts';
import { idle } from './idle.rule.ts';
import { lapsed } from './lapsed.rule.ts';
import { readyMadeRules } from './ready-made-rules.ts';
import { stuck } from './stuck.rule.ts';
import { withdrew } from './withdrew.rule.ts';

const START = Date.parse('2026-02-01T09:00:00Z');
type Line = readonly [day: number, type: string, data?: Record<string, unknown>];

/** On which of these days the rule holds of one enrolment with these facts. */
const daysOf = (rule: (typeof readyMadeRules)[number], told: readonly Line[], parameters: ParameterValues = {}) => {
  const facts = told.map(([day, type, data = {}], n): Fact => ({
    ...{ source: 'lms', id: `e${n}`, type: `learning.${type}`, data, occurredAt: new Date(START + day * DAY_MS) },
  }));
  return Array.from({ length: 200 }, (_, day) => day).filter((day) => {
    const at = new Date(START + day * DAY_MS);
    const known = facts.filter(({ occurredAt }) => occurredAt <= at);
    const enrolment = enrolmentOf({
      ...{ learner: 'ann', course: 'consulting', run: 'spring', registration: '', ordinal: 1 },
      facts: known.filter(({ type }) => type !== 'learning.CourseDescribed'),
      courseFacts: known,
      courseDescriptions: known.filter(({ type }) => type === 'learning.CourseDescribed'),
      personDescriptions: [],
    });
    return look(bind(rule, parameters), enrolment, at).fires;
  });
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const ENROLLED: Line = [0, 'Enrolled'];

it('has a name for each, and a sentence that says everything that can be set', () => {
  const ids = readyMadeRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { sentence, parameters } of readyMadeRules) {
    for (const { name } of parameters) expect(sentence).toContain(`{${name}}`);
  }
});

it('idle: from the end of the days behind the last activity, for as long as the activity is not old', () => {
  const came: Line = [3, 'ContentViewed'];
  expect(daysOf(idle, [ENROLLED, came])).toEqual(range(18, 93));
  expect(daysOf(idle, [ENROLLED, came], { days: 30, occasionNotOlderThan: 40 })).toEqual(range(34, 43));
  expect(daysOf(idle, [ENROLLED, came, [20, 'CourseStarted'], [25, 'Withdrawn']])).toEqual([18, 19]);
  expect(daysOf(idle, [ENROLLED])).toEqual([]); // never came: the rule never-started writes
  expect(daysOf(idle, [ENROLLED, came, [10, 'CreditGranted']])).toEqual([]);
});

it('stuck: comes, and gets no further', () => {
  const visits = range(5, 40).map((day): Line => [day, 'ContentViewed']);
  expect(daysOf(stuck, [ENROLLED, [4, 'Progressed'], ...visits])).toEqual(range(19, 47));
  expect(daysOf(stuck, [ENROLLED, [4, 'Progressed']])).toEqual([]);
  expect(daysOf(stuck, [ENROLLED, ...visits])).toEqual([]);
});

it('failed an assessment: until it is passed, and not about one of long ago', () => {
  const submitted = (day: number, passed: boolean, attempt: number): Line => [
    day,
    'AssessmentSubmitted',
    { assessment: 'a', passed, attempt },
  ];
  expect(daysOf(failedAssessment, [ENROLLED, submitted(5, false, 1)])).toEqual(range(5, 35));
  expect(daysOf(failedAssessment, [ENROLLED, submitted(5, false, 1), submitted(9, true, 2)])).toEqual(range(5, 8));
});

it('failed or missed the first assessment: the one due first, until it is passed or handed in', () => {
  const dueAt = (day: number) => new Date(START + day * DAY_MS).toISOString();
  const assessments = [
    { id: 'second', dueAt: dueAt(30) },
    { id: 'first', dueAt: dueAt(20) },
  ];
  const described: Line = [-50, 'CourseDescribed', { assessments }];
  const submitted = (day: number, assessment: string, passed: boolean): Line => [
    day,
    'AssessmentSubmitted',
    { assessment, passed, attempt: day },
  ];
  const days = (...told: readonly Line[]) =>
    daysOf(firstAssessment, [described, ENROLLED, ...told], { begunNotLongerThan: 50 });
  expect(days()).toEqual(range(21, 50));
  expect(days(submitted(10, 'first', true))).toEqual([]); // missing the second says nothing here
  expect(days(submitted(10, 'second', true))).toEqual(range(21, 50));
  expect(days(submitted(10, 'first', false))).toEqual(range(10, 50));
  expect(days(submitted(25, 'first', true))).toEqual(range(21, 24));
});

it('close to completion: from the share on, until it is done', () => {
  const progressed = (day: number, share: number): Line => [day, 'Progressed', { share }];
  const told = [ENROLLED, progressed(5, 0.79), progressed(9, 0.8), progressed(20, 0.9)];
  expect(daysOf(closeToCompletion, told)).toEqual(range(9, 80));
  expect(daysOf(closeToCompletion, [...told, [30, 'CourseCompleted']], { share: 0.9 })).toEqual(range(20, 29));
  expect(daysOf(closeToCompletion, [ENROLLED, [5, 'Progressed', { module: 'm1' }]])).toEqual([]);
});

it('withdrew: until they are back', () => {
  expect(daysOf(withdrew, [ENROLLED, [10, 'Withdrawn']])).toEqual(range(10, 24));
  expect(daysOf(withdrew, [ENROLLED, [10, 'Withdrawn'], [12, 'Enrolled']])).toEqual([10, 11]);
});

it('lapsed: silent, whether they ever came or not', () => {
  expect(daysOf(lapsed, [ENROLLED])).toEqual(range(60, 199));
  expect(daysOf(lapsed, [ENROLLED, [50, 'Attended']])).toEqual(range(111, 199));
  expect(daysOf(lapsed, [ENROLLED], { begunNotLongerThan: 70 })).toEqual(range(60, 70));
});
