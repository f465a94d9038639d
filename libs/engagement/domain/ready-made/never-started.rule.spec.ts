import { DAY_MS, enrolmentOf, type Fact } from '@laurel/criteria-domain';
import { look } from '../look.ts';
import { neverStarted } from './never-started.rule.ts';
import { bind, type ParameterValues } from '../rule.ts';

const START = Date.parse('2026-02-01T09:00:00Z');

type Line = readonly [day: number, type: string, more?: Partial<Fact>];

/** A story of one enrolment: what was told on which day, then what the rule says on another. */
const story = (...told: readonly Line[]) => {
  const facts = told.map(([day, type, more], n): Fact => ({
    ...{ source: 'lms', id: `e${n}`, type: `learning.${type}`, data: {}, occurredAt: new Date(START + day * DAY_MS) },
    ...more,
  }));
  return {
    onDay: (day: number, parameters: ParameterValues = {}, ordinal = 1) => {
      const at = new Date(START + day * DAY_MS);
      const known = facts.filter(({ occurredAt }) => occurredAt <= at);
      const enrolment = enrolmentOf({
        ...{ learner: 'ann', course: 'consulting', run: 'spring', registration: '', ordinal },
        facts: known.filter(({ type }) => !OF_COURSE.has(type)),
        courseFacts: known,
        courseDescriptions: known.filter(({ type }) => type === 'learning.CourseDescribed'),
        personDescriptions: [],
      });
      const answer = look(bind(neverStarted, parameters), enrolment, at);
      const reasons = answer.fires ? answer.firing.data.because : answer.because;
      const firing = answer.fires ? answer.firing.data.firing : undefined;
      const because = reasons.map(({ text }) => text);
      return { fires: answer.fires, firing, because, facts: reasons.flatMap((one) => one.facts) };
    },
  };
};
const OF_COURSE = new Set(['learning.CourseDescribed', 'learning.CreditGranted', 'learning.AssignmentWaived']);
const runStarts = (day: number): Line => [
  0,
  'CourseDescribed',
  { run: 'spring', data: { startsAt: new Date(START + day * DAY_MS).toISOString() } },
];

it('fires after fourteen days of nothing, and says why', () => {
  expect(story([0, 'Enrolled']).onDay(14)).toEqual({
    fires: true,
    firing: 'never-started/ann/consulting/spring//1',
    because: [
      'still enrolled',
      'no activity',
      'enrolled on 2026-02-01 (14 days ago, limit 14 days)',
      'no credit or exemption',
    ],
    facts: [
      { source: 'lms', id: 'e0' },
      { source: 'lms', id: 'e0' },
    ],
  });
});

it.each([
  ['too early', story([0, 'Enrolled']).onDay(13), 'enrolled on 2026-02-01 (13 days ago, limit 14 days)'],
  ['too late', story([0, 'Enrolled']).onDay(91), 'enrolled on 2026-02-01 (91 days ago, more than 90 days)'],
  ['started', story([0, 'Enrolled'], [3, 'CourseStarted']).onDay(20), 'started on 2026-02-04'],
  [
    'looked',
    story([0, 'Enrolled'], [3, 'ContentViewed'], [4, 'ContentViewed']).onDay(20),
    'opened content on 2026-02-04 and 1 more time',
  ],
  ['withdrew', story([0, 'Enrolled'], [5, 'Withdrawn']).onDay(20), 'withdrew on 2026-02-06'],
  ['completed', story([0, 'Enrolled'], [5, 'CourseCompleted']).onDay(20), 'completed on 2026-02-06'],
  [
    'run not begun',
    story([0, 'Enrolled'], runStarts(30)).onDay(20),
    'run start on 2026-03-03 (in 10 days, limit 14 days)',
  ],
  ['credit', story([0, 'Enrolled'], [1, 'CreditGranted']).onDay(20), 'was given credit on 2026-02-02'],
  [
    'exempt',
    story([0, 'Enrolled'], [1, 'AssignmentWaived', { data: { reason: 'exempt' } }]).onDay(20),
    'was exempted on 2026-02-02',
  ],
])('does not fire, and says why: %s', (_, { fires, because }, reason) => {
  expect({ fires, because }).toEqual({ fires: false, because: [reason] });
});

it('waits for the run to start before it counts the days', () => {
  const waiting = story([0, 'Enrolled'], runStarts(30));
  expect(waiting.onDay(43).fires).toBe(false);
  expect(waiting.onDay(44).fires).toBe(true);
});

it('does not take a carried over result, or a cancelled assignment, for work', () => {
  const banked = story(
    [0, 'Enrolled'],
    [1, 'AssessmentSubmitted', { data: { carriedOver: true } }],
    [1, 'AssignmentWaived', { data: { reason: 'cancelled' } }],
  );
  expect(banked.onDay(20).fires).toBe(true);
});

it('gives one who came back the days again, and the same firing', () => {
  const returned = story([0, 'Enrolled'], [20, 'Withdrawn'], [30, 'Enrolled']);
  expect(returned.onDay(40).fires).toBe(false);
  expect(returned.onDay(44).firing).toBe('never-started/ann/consulting/spring//1');
});

it('fires for each year of a course that repeats', () => {
  expect(story([365, 'Enrolled']).onDay(380, {}, 2).firing).toBe('never-started/ann/consulting/spring//2');
});

it('keeps the same firing when a late fact moves the enrolment, or tells it twice', () => {
  const late = story([0, 'Enrolled'], [-3, 'Enrolled'], [0, 'Enrolled', { id: 'again' }]);
  expect(late.onDay(20).firing).toBe(story([0, 'Enrolled']).onDay(20).firing);
});

it('takes its parameters from the installation', () => {
  expect(story([0, 'Enrolled']).onDay(7, { days: 7 }).fires).toBe(true);
  expect(story([0, 'Enrolled']).onDay(4000, { occasionNotOlderThan: 5000 }).fires).toBe(true);
  const { where, sentence } = bind(neverStarted, { course: 'consulting', days: 7 });
  expect(where).toEqual({ course: 'consulting' });
  expect(sentence).toContain('did nothing within 7 days');
  expect(sentence).toContain('(course: consulting, run: any)');
});
