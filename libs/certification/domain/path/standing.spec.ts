import { type Requirement, requirement, singlesOf } from '@laurel/contracts';
import { type Fact, type Learner, NOTHING_NAMED } from '@laurel/criteria-domain';
import { countedSingles, type Standing, standingOf } from './standing.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const done = (course: string, n: number, id = `${course}-${n}`): Fact => ({
  ...{ source: 'lms', id, type: 'learning.CourseCompleted', occurredAt: day(n), data: { course, registration: id } },
});
const course = (id: string): Requirement => ({ is: 'course', id, course: id });
const stand = (
  asked: Requirement,
  facts: readonly Fact[],
  { now = 100, counted = {} }: { now?: number; counted?: Record<string, string> } = {},
): Standing => {
  const learner: Learner = { learner: 'ann', facts, enrolments: [], named: NOTHING_NAMED };
  const because = { text: 'before', facts: [] };
  const ways = new Map(
    Object.entries(counted).map(([id, fact]) => [id, { key: JSON.stringify(['lms', fact]), at: day(1), because }]),
  );
  return standingOf(requirement.parse(asked), { learner, signOffs: [], held: [], counted: ways, at: day(now) });
};
/** What of it counts, as `course-day`. */
const counts = (one: Standing): readonly string[] =>
  countedSingles(one).map(({ way }) => (JSON.parse(way.key) as readonly string[])[1] ?? '');

it('is met by all, in any order, when the last of them was done', () => {
  const all: Requirement = { is: 'all', of: [course('a'), course('b')] };
  expect(stand(all, [done('b', 1)]).is).toBe('open');
  expect(stand(all, [done('b', 1), done('a', 4)])).toMatchObject({ is: 'met', at: day(4) });
});

it('in order: each no earlier than the one before, and the rest waits', () => {
  const all: Requirement = { is: 'all', inOrder: true, of: [course('a'), course('b'), course('c')] };
  const standing = stand(all, [done('b', 1), done('a', 4)]);
  expect('parts' in standing && standing.parts.map(({ is }) => is)).toEqual(['met', 'open', 'waiting']);
  expect(counts(stand(all, [done('b', 1), done('a', 4), done('c', 5), done('b', 4, 'b-again')]))).toEqual([
    ...['a-4', 'b-again', 'c-5'],
  ]);
});

it('any so many: the earliest of them count, unless others counted before', () => {
  const two: Requirement = { is: 'any', atLeast: 2, of: [course('a'), course('b'), course('c')] };
  const facts = [done('a', 9), done('b', 2), done('c', 3)];
  expect(stand(two, [done('a', 9)]).is).toBe('open');
  expect(counts(stand(two, facts))).toEqual(['b-2', 'c-3']);
  expect(counts(stand(two, facts, { counted: { a: 'a-9', b: 'b-2' } }))).toEqual(['b-2', 'a-9']);
});

describe('within a period', () => {
  const both: Requirement = { is: 'all', within: { days: 10 }, of: [course('a'), course('b')] };

  it('any beginning will do, both ends included', () => {
    expect(stand(both, [done('a', 1), done('b', 12)]).is).toBe('open');
    expect(counts(stand(both, [done('a', 1), done('b', 12), done('a', 5, 'a-again')]))).toEqual(['a-again', 'b-12']);
    expect(stand(both, [done('a', 1), done('b', 11)]).is).toBe('met');
  });

  it('says until when the rest has to be done, and forgets what is too long ago', () => {
    expect(stand(both, [done('a', 95)], { now: 100 })).toMatchObject({ is: 'open', by: day(105) });
    expect(stand(both, [done('a', 1)], { now: 100 })).toMatchObject({ is: 'open', counted: [] });
  });

  it('keeps the beginning that counted before', () => {
    const facts = [done('a', 1), done('b', 2), done('a', 20, 'a-again'), done('b', 21, 'b-again')];
    expect(counts(stand(both, facts))).toEqual(['a-1', 'b-2']);
    expect(counts(stand(both, facts, { counted: { a: 'a-again', b: 'b-again' } }))).toEqual(['a-again', 'b-again']);
  });
});

it('names every single requirement once, however deep', () => {
  const deep: Requirement = { is: 'all', of: [course('a'), { is: 'any', atLeast: 1, of: [course('b'), course('c')] }] };
  expect(singlesOf(deep).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
