import { type AttemptFact, supersededAttempts } from './superseded.ts';

const fact = (id: string, at: number, more: Partial<AttemptFact> = {}): AttemptFact => ({
  ...{ source: 'lms', id, hash: `hash of ${id}`, type: 'learning.AssessmentSubmitted', at },
  ...{ course: 'c', run: '', registration: '', assessment: 'exam', attempt: 0 },
  ...more,
});
const enrolled = (at: number) => fact(`enrolled at ${at}`, at, { type: 'learning.Enrolled' });
const completed = (at: number) => fact(`completed at ${at}`, at, { type: 'learning.CourseCompleted' });
const superseded = (facts: readonly AttemptFact[], repeats: readonly string[] = []) =>
  [...supersededAttempts(facts, new Set(repeats))].map(([hash, { id }]) => `${hash} by ${id}`).sort();

it('lets the latest fact about an attempt correct the others, and of one instant the greatest identity', () => {
  expect(superseded([fact('b', 2), fact('a', 2), fact('z', 1, { attempt: 1 })])).toEqual([
    'hash of a by b',
    'hash of z by b',
  ]);
});

it('leaves other attempts, assessments, runs and registrations alone', () => {
  const others = [{ attempt: 2 }, { assessment: 'other' }, { run: 'r' }, { registration: 'r' }, { course: 'd' }];
  expect(superseded([fact('a', 1), ...others.map((more, n) => fact(`other ${n}`, 2, more))])).toEqual([]);
});

it('tells the rounds of a course that repeats apart', () => {
  const years = [enrolled(1), fact('first', 2), completed(3), enrolled(4), fact('second', 5)];
  expect(superseded(years)).toEqual(['hash of first by second']);
  expect(superseded(years, ['c'])).toEqual([]);
  expect(superseded([...years, fact('third', 6)], ['c'])).toEqual(['hash of second by third']);
});
