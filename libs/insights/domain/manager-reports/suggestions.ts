import { type Suggestion, type SuggestionKind, type TeamMember } from '@laurel/contracts';

type Wish = Omit<Suggestion, 'number'>;

/**
 * At most `most`, one for each person: first the longest overdue, the longest stuck and the latest done, then who else is
 * overdue, stuck and done. Equally long goes by id, so that the same figures suggest the same.
 */
export const suggestionsFor = (members: readonly TeamMember[], most: number): readonly Suggestion[] => {
  const queues = [members.flatMap(remind), members.flatMap(help), members.flatMap(congratulate)].map(inOrder);
  const chosen: Wish[] = [];
  const isFree = ({ learner }: Wish): boolean => chosen.every((one) => one.learner !== learner);
  for (let round = 0; chosen.length < most && queues.some((queue) => queue.some(isFree)); round++) {
    for (const queue of round === 0 ? queues : [queues.flat()]) {
      const next = queue.find(isFree);
      if (next && chosen.length < most) chosen.push(next);
    }
  }
  return chosen.map((one, index) => ({ number: index + 1, ...one }));
};

interface Ranked {
  readonly wish: Wish;
  /** Greater goes first. */
  readonly rank: number;
}

const inOrder = (wishes: readonly Ranked[]): readonly Wish[] =>
  [...wishes].sort((a, b) => b.rank - a.rank || byId(a.wish, b.wish)).map(({ wish }) => wish);

const byId = (a: Wish, b: Wish): number => Number(a.learner > b.learner) - Number(a.learner < b.learner);

interface OfCourse {
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly title: string;
}

const about = (kind: SuggestionKind, learner: string, of: OfCourse): Omit<Wish, 'because'> => {
  const { course, run, registration, title } = of;
  return { kind, learner, course, run, registration, title };
};

const remind = ({ learner, overdue }: TeamMember): readonly Ranked[] =>
  overdue.map((one) => {
    const because = `${one.title} was due on ${one.since.slice(0, 10)}`;
    return { wish: { ...about('remind', learner, one), because }, rank: -Date.parse(one.since) };
  });

const help = ({ learner, stuck }: TeamMember): readonly Ranked[] =>
  stuck.map((one) => {
    const because = `no step forward in ${one.title} for ${one.days} days (${one.where})`;
    return { wish: { ...about('help', learner, one), because }, rank: -Date.parse(one.since) };
  });

const congratulate = ({ learner, done }: TeamMember): readonly Ranked[] =>
  done.map((one) => {
    const because = `completed ${one.title} on ${one.at.slice(0, 10)}`;
    return { wish: { ...about('congratulate', learner, one), because }, rank: Date.parse(one.at) };
  });
