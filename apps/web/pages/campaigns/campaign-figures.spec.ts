import { placesOf, progressOf } from './campaign-figures.ts';

const progress = [
  { version: 1, arm: 'treated', wave: 1, is: 'inside', at: 'answer', people: 10 },
  { version: 1, arm: 'treated', wave: 2, is: 'inside', at: 'answer', people: 5 },
  { version: 1, arm: 'treated', wave: 1, is: 'ended', at: 'goal', people: 4 },
  { version: 1, arm: 'treated', wave: 1, is: 'ended', at: 'end', people: 1 },
  { version: 1, arm: 'holdout', wave: 1, is: 'inside', at: null, people: 2 },
  { version: 1, arm: 'holdout', wave: 1, is: 'ended', at: 'goal', people: 1 },
  { version: 1, arm: null, wave: null, is: 'kept-out', at: 'goal-reached', people: 3 },
] as const;

it('counts who entered apart from who is held out or was kept out', () => {
  expect(progressOf(progress)).toEqual({
    ...{ entered: 20, inside: 15, reachedGoal: 4, heldOut: 3, heldOutAtGoal: 1, keptOut: 3 },
  });
  expect(progressOf([])).toMatchObject({ entered: 0, heldOut: 0 });
});

it('puts the waves of one place together, the most people first', () => {
  expect(placesOf(progress)[0]).toEqual({ arm: 'treated', is: 'inside', at: 'answer', people: 15 });
  expect(placesOf(progress).map(({ people }) => people)).toEqual([15, 4, 3, 2, 1, 1]);
});
