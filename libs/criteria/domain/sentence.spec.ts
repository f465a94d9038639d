import { type Criterion, criterion, learnerCriterion, population } from '@laurel/contracts';
import { ACTIVITY, EXEMPTION } from './criterion.ts';
import { sentenceOf, sentenceOfLearner, sentenceOfPopulation } from './sentence.ts';

const activity = { events: [...ACTIVITY], called: 'activity' };
const enrolled = { event: 'learning.Enrolled' };
const read = (one: unknown): Criterion => criterion.parse(one);

it.each([
  [{ is: 'state', state: 'current' }, 'Who is still enrolled.'],
  [{ is: 'notPerformed', ...activity, within: { days: 14 } }, 'Who has no activity in the last 14 days.'],
  [
    { is: 'notPerformed', ...activity, within: { days: 1, awayStops: true } },
    'Who has no activity in the last 1 day, days away not counted.',
  ],
  [
    { is: 'notPerformed', of: 'course', events: [...EXEMPTION], called: 'credit or exemption' },
    'Who has no credit or exemption in any enrolment.',
  ],
  [
    { is: 'count', ...activity, since: 'enrolled', atLeast: 2, atMost: 5 },
    'Who has 2 to 5 times activity since the enrolment.',
  ],
  [
    { is: 'performed', ...activity, near: { the: 'first', fact: enrolled, after: 3 } },
    'Who has activity within 3 days after the first enrolment.',
  ],
  [
    { is: 'performed', ...activity, near: { the: 'latest', fact: enrolled, before: 2, after: 3 } },
    'Who has activity from 2 days before to 3 days after the latest enrolment.',
  ],
  [{ is: 'elapsed', since: 'enrolled', atLeast: 14 }, 'Who enrolled at least 14 days ago.'],
  [
    { is: 'elapsed', since: { the: 'latest', fact: { event: 'learning.CourseCompleted' } }, atMost: 365 },
    'Who had the latest completion at most 365 days ago.',
  ],
  [
    { is: 'attribute', of: 'enrolment', name: 'level', test: { op: 'gte', value: 3 } },
    'Who has a level of at least 3 at the enrolment.',
  ],
  [{ is: 'assessment', stands: 'failed' }, 'Who failed an assessment and has not passed it.'],
  [{ is: 'assessment', stands: 'overdue', which: 'first' }, 'Who has not submitted the first assessment that was due.'],
  [
    {
      is: 'and',
      all: [
        { is: 'state', state: 'current' },
        {
          is: 'or',
          all: [
            { is: 'assessment', stands: 'failed' },
            { is: 'not', the: { is: 'performed', ...activity } },
          ],
        },
        { is: 'learner', meets: { is: 'segment', segment: 'vips', version: 2 } },
      ],
    },
    'Who is still enrolled, (failed an assessment and has not passed it or (is not somebody who has activity)), and is in the segment vips (version 2).',
  ],
])('says an enrolment criterion in words: %#', (one, sentence) => {
  expect(sentenceOf(read(one))).toBe(sentence);
});

it.each([
  [{ is: 'attribute', name: 'role', test: { op: 'in', value: ['a', 'b', 'c'] } }, 'Who has role “a”, “b”, or “c”.'],
  [{ is: 'attribute', name: 'role', test: { op: 'exists', value: false } }, 'Who has no role.'],
  [{ is: 'has', course: 'consulting' }, 'Who has an enrolment in consulting.'],
  [
    { is: 'not', the: { is: 'has', course: 'consulting', run: 'spring', meets: { is: 'state', state: 'completed' } } },
    'Who is not somebody who has an enrolment in consulting (run spring) in which the person completed.',
  ],
  [
    { is: 'message', event: 'communications.MessageSent', template: 'invitation', within: { days: 7 } },
    'Who was sent a message (template invitation) in the last 7 days.',
  ],
  [
    { is: 'funnel', people: { steps: [{ name: 'In', event: 'learning.Enrolled' }], step: 1, place: 'open' } },
    'Who still has time to go on from step 1 (In) of a funnel of 1 step.',
  ],
])('says a criterion about people in words: %#', (one, sentence) => {
  expect(sentenceOfLearner(learnerCriterion.parse(one))).toBe(sentence);
});

it('says who a population is', () => {
  const current = {
    about: 'enrolment',
    where: { course: 'c', run: 'r' },
    criterion: { is: 'state', state: 'current' },
  };
  expect(sentenceOfPopulation(population.parse(current))).toBe(
    'Every enrolment in c (run r) of somebody who is still enrolled.',
  );
  const engineers = { about: 'learner', criterion: { is: 'has' } };
  expect(sentenceOfPopulation(population.parse(engineers))).toBe('Everybody who has an enrolment.');
});
