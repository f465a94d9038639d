import {
  candidatesOf,
  type KnownReview,
  type ReviewCommand,
  reviewDecider,
  ReviewOrdered,
  type ReviewState,
} from '@laurel/certification-domain';
import { type Cause, type EventStore, type Reactor, type RecordedEvent, run } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { type CertificationPorts } from '../certification.deps.ts';
import { AT_ONCE, completedIn, decidePaths } from '../paths/look-at-paths.ts';
import { readProgramme, readProgrammes, type WrittenProgramme } from '../programmes/programme-book.ts';

export const streamOfReview = (review: string): string => `review-${review}`;

const stateIn = (stored: readonly RecordedEvent[]): ReviewState =>
  stored.map(reviewDecider.read).reduce(reviewDecider.evolve, reviewDecider.initial);

const MOST_REVIEWS = 100;

export type DatedReview = KnownReview & { readonly orderedAt: Date };

/** The newest first, of one programme or of all. */
export const readReviews = async (
  { store, search }: Pick<CertificationPorts, 'store' | 'search'>,
  programme?: string,
): Promise<readonly DatedReview[]> => {
  const about = programme === undefined ? {} : { programme };
  const ordered = await search.find({ types: [ReviewOrdered.type], about, limit: MOST_REVIEWS });
  const streams = await store.readMany(ordered.map(({ stream }) => stream));
  return ordered.flatMap(({ stream, recordedAt }) => {
    const state = stateIn(streams.get(stream) ?? []);
    return state.is === 'none' ? [] : [{ ...state, orderedAt: recordedAt }];
  });
};

/** Everybody who may have begun, in order: by facts, and who has a path already. */
export const candidates = async (
  ports: CertificationPorts,
  programme: WrittenProgramme,
): Promise<readonly string[]> => {
  const { criteria, clock } = ports;
  const criterion = candidatesOf(newestOf(programme));
  const found = criterion === undefined ? [] : await criteria.matchingLearners(criterion, clock.now());
  const all = new Set(found);
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await ports.paths.page({ programme: programme.id, after, limit: AT_ONCE });
    for (const { learner } of page) all.add(learner);
    after = page.length === AT_ONCE ? page.at(-1)?.learner : undefined;
  }
  return [...all].sort((a, b) => (a < b ? -1 : 1));
};

const newestOf = ({ live, definitions }: WrittenProgramme) => {
  const newest = definitions.get(live ?? definitions.size);
  if (!newest) throw new Error('a programme has a version');
  return newest;
};

/** Orders a look at everybody; the same id orders it once. */
export const orderReview = async (
  ports: CertificationPorts,
  programme: WrittenProgramme,
  { review, by, cause }: { readonly review: string; readonly by: string; readonly cause: Cause },
): Promise<void> => {
  const people = (await candidates(ports, programme)).length;
  const command: ReviewCommand = { type: 'Order', review, programme: programme.id, by, people };
  await run(ports.store, reviewDecider, { stream: streamOfReview(review), command, cause });
};

/** A review was ordered: it goes on, from where it was, until everybody was looked at. */
export const onReviewOrdered =
  (ports: CertificationPorts, signal: { readonly stopping: boolean }): Reactor =>
  async (event) => {
    const { review, programme: id } = ReviewOrdered.read(event).data;
    const programme = await readProgramme(ports.store, id);
    if (programme) await runReview(ports, { review, programme, signal });
  };

interface Running {
  readonly review: string;
  readonly programme: WrittenProgramme;
  readonly signal: { readonly stopping: boolean };
}

/** So many people in one transaction with how far it is: whatever ends the process, it goes on from there. */
const runReview = async (ports: CertificationPorts, { review, programme, signal }: Running): Promise<void> => {
  const stream = streamOfReview(review);
  const everybody = await candidates(ports, programme);
  const programmes = await readProgrammes(ports);
  for (let place = 0; ;) {
    if (signal.stopping) throw new Error(`the process stops: the review ${review} goes on when it starts again`);
    const state = stateIn(await ports.store.read(stream));
    if (state.is !== 'running') return;
    while (place < everybody.length && (everybody[place] ?? '') <= state.through) place += 1;
    const batch = everybody.slice(place, place + AT_ONCE);
    const through = batch.at(-1);
    if (through === undefined) return end(ports.store, stream);
    await decidePaths(
      ports,
      batch.map((learner) => ({ programme, learner })),
      {
        programmes,
        besides: async (events) => {
          const going = { from: state.through, through, looked: batch.length, completed: completedIn(events) };
          return [await progress(ports.store, stream, { type: 'GoOn', ...going })];
        },
      },
    );
  }
};

const progress = async (store: Pick<EventStore, 'read'>, stream: string, command: ReviewCommand) => {
  const stored = await store.read(stream);
  return { stream, expected: stored.length, events: reviewDecider.decide(stateIn(stored), command) };
};

const end = async (store: EventStore, stream: string): Promise<void> => {
  await run(store, reviewDecider, {
    ...{ stream, command: { type: 'End' } as const, cause: { causation: `review-${newId()}`, correlation: newId() } },
  });
};

const DAY_MS = 86_400_000;

/** Some requirements hang on time alone: every programme that is open is looked at once a day. */
export const orderDailyReviews = async (ports: CertificationPorts): Promise<void> => {
  const since = ports.clock.now().getTime() - DAY_MS;
  for (const programme of await readProgrammes(ports)) {
    const [latest] = programme.live === undefined ? [] : await readReviews(ports, programme.id);
    if (!latest || latest.orderedAt.getTime() > since) continue;
    const cause = { causation: `sweep-${newId()}`, correlation: newId() };
    await orderReview(ports, programme, { review: newId(), by: 'laurel', cause });
  }
};
