import { type TeamMember } from '@laurel/contracts';
import { suggestionsFor } from './suggestions.ts';

const course = { course: 'c', run: '', registration: '', title: 'Consulting' };
const since = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const member = (learner: string, has: { overdue?: number; stuck?: number; done?: number }): TeamMember => ({
  ...{ learner, isActive: false, lastActive: null, open: 1, certified: [] },
  overdue: has.overdue === undefined ? [] : [{ ...course, since: since(has.overdue), days: 1, isNew: false }],
  stuck:
    has.stuck === undefined
      ? []
      : [{ ...course, since: since(has.stuck), days: 1, isNew: false, where: 'at 40 %', isStarted: true }],
  done: has.done === undefined ? [] : [{ ...course, at: since(has.done), result: null }],
});
const chosen = (members: readonly TeamMember[], most = 3) =>
  suggestionsFor(members, most).map(({ number, kind, learner }) => [number, kind, learner]);

it('takes the longest overdue, the longest stuck and the latest done, one for each person', () => {
  const team = [
    member('ann', { overdue: 2, stuck: 1 }),
    member('bob', { overdue: 1 }),
    member('cid', { stuck: 5 }),
    member('dee', { done: 8 }),
    member('eve', { done: 9 }),
  ];
  expect(chosen(team)).toEqual([
    [1, 'remind', 'bob'],
    [2, 'help', 'ann'],
    [3, 'congratulate', 'eve'],
  ]);
  expect(chosen([...team].reverse())).toEqual(chosen(team)); // whatever the order
  expect(chosen(team, 1)).toEqual([[1, 'remind', 'bob']]);
  expect(chosen(team, 0)).toEqual([]);
});

it('fills up with more of them, and ends where nobody is left', () => {
  expect(chosen([member('ann', { stuck: 3 }), member('bob', { stuck: 2 }), member('cid', {})])).toEqual([
    [1, 'help', 'bob'],
    [2, 'help', 'ann'],
  ]);
  expect(chosen([member('bob', { done: 2 }), member('ann', { done: 2 })])).toEqual([
    [1, 'congratulate', 'ann'],
    [2, 'congratulate', 'bob'],
  ]);
  expect(chosen([member('ann', { overdue: 1, stuck: 1, done: 1 })])).toEqual([[1, 'remind', 'ann']]);
});
