import { asksAbout, type PathCommand, pathDecider, ProgrammePublished } from '@laurel/certification-domain';
import { type Changed, type DueLooks, type FactsWritten, PathCompleted, type PathEvent } from '@laurel/contracts';
import { type EventStore, runMany, type StreamAppend } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { type CertificationPorts } from '../certification.deps.ts';
import { readProgrammes, type WrittenProgramme } from '../programmes/programme-book.ts';
import { worldsOf } from './path-world.ts';

export const streamOfPath = (programme: string, learner: string): string => `path-${programme}-${learner}`;

/** So many learners are looked at together. */
export const AT_ONCE = 500;

/** What the projection tells of new facts, kept until paths were looked at; nothing, while there is no programme. */
export const keepDuePaths = (ports: Pick<CertificationPorts, 'search'>, due: DueLooks): FactsWritten => ({
  wanted: async () => {
    const published = await ports.search.find({ types: [ProgrammePublished.type], about: {}, limit: 1 });
    return published.length > 0;
  },
  tell: (changed) => due.add(changed),
});

/** Looks at the paths of everybody about whom something new was told. What ends it leaves the looks due. */
export const lookAtDuePaths = async (ports: CertificationPorts, due: DueLooks): Promise<number> => {
  let [completed, taken] = [0, 0];
  do {
    taken = await due.take(AT_ONCE, async (changed) => {
      const programmes = await readProgrammes(ports);
      completed += completedIn(await decidePaths(ports, pairsOf(programmes, changed), { programmes }));
    });
  } while (taken === AT_ONCE);
  return completed;
};

/** A learner in a programme. */
export interface Pair {
  readonly programme: WrittenProgramme;
  readonly learner: string;
}

const pairsOf = (programmes: readonly WrittenProgramme[], changed: readonly Changed[]): readonly Pair[] => {
  const pairs = programmes.flatMap((programme) =>
    changed
      .filter(({ course }) => [...programme.definitions.values()].some((one) => asksAbout(one, course)))
      .map(({ learner }) => ({ programme, learner })),
  );
  return [...new Map(pairs.map((one) => [streamOfPath(one.programme.id, one.learner), one])).values()];
};

export const completedIn = (decided: readonly PathEvent[]): number =>
  decided.filter(({ type }) => type === PathCompleted.type).length;

interface Looking {
  /** All there are: certificates of any may count. */
  readonly programmes: readonly WrittenProgramme[];
  /** What belongs into the same transaction. */
  readonly besides?: (decided: readonly PathEvent[]) => Promise<readonly StreamAppend[]>;
  readonly actor?: string;
}

/** Decides all of these paths, from one reading of the facts, in one transaction. */
export const decidePaths = async (
  ports: CertificationPorts,
  pairs: readonly Pair[],
  { programmes, besides, actor }: Looking,
): Promise<readonly PathEvent[]> => {
  const learners = [...new Set(pairs.map(({ learner }) => learner))];
  if (learners.length === 0 && !besides) return [];
  const worldOf = await worldsOf(ports, programmes, { learners, at: ports.clock.now() });
  const byStream = new Map(pairs.map((one) => [streamOfPath(one.programme.id, one.learner), one]));
  const decided = await runMany(ports.store, pathDecider, {
    streams: [...byStream.keys()],
    commands: () => (stream) => {
      const pair = byStream.get(stream);
      return pair && lookAt(pair, worldOf(pair.learner));
    },
    ...(besides ? { besides } : {}),
    cause: { causation: `look-${newId()}`, correlation: newId(), ...(actor === undefined ? {} : { actor }) },
  });
  return [...decided.values()].flat();
};

const lookAt = (
  { programme, learner }: Pair,
  world: ReturnType<Awaited<ReturnType<typeof worldsOf>>>,
): PathCommand => ({
  ...{ type: 'Look', of: { programme: programme.id, learner }, programme, world, certificate: newId() },
});

/** What was decided about a path, folded. */
export const readPath = async (store: Pick<EventStore, 'read'>, programme: string, learner: string) => {
  const stored = await store.read(streamOfPath(programme, learner));
  return stored.map(pathDecider.read).reduce(pathDecider.evolve, pathDecider.initial);
};
