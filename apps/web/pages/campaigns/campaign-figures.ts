import { type Campaign } from './campaign-queries.ts';

type Count = Campaign['progress'][number];

/** Sums over all versions and waves. */
export const progressOf = (progress: readonly Count[]) => {
  const people = (isMeant: (one: Count) => boolean): number =>
    progress.filter(isMeant).reduce((sum, one) => sum + one.people, 0);
  const treated = ({ arm, is }: Count): boolean => arm === 'treated' && is !== 'kept-out';
  const atGoal = ({ is, at }: Count): boolean => is === 'ended' && at === 'goal';
  return {
    entered: people(treated),
    inside: people((one) => treated(one) && one.is === 'inside'),
    reachedGoal: people((one) => treated(one) && atGoal(one)),
    heldOut: people(({ arm }) => arm === 'holdout'),
    heldOutAtGoal: people((one) => one.arm === 'holdout' && atGoal(one)),
    keptOut: people(({ is }) => is === 'kept-out'),
  };
};

/** Where those are who were decided about: one row for each place, all versions and waves together. */
export const placesOf = (progress: readonly Count[]): readonly Omit<Count, 'version' | 'wave'>[] => {
  const places = new Map<string, Omit<Count, 'version' | 'wave'>>();
  for (const { arm, is, at, people } of progress) {
    const key = JSON.stringify([arm, is, at]);
    places.set(key, { arm, is, at, people: people + (places.get(key)?.people ?? 0) });
  }
  return [...places.values()].sort((a, b) => b.people - a.people);
};
