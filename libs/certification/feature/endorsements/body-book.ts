import { BodyRegistered, type BodyView } from '@laurel/contracts';
import { bodyDecider, type BodyState, bodyStream, signersOf } from '@laurel/certification-domain';
import { type EventSearch, type EventStore } from '@laurel/kernel';

const MOST_BODIES = 1_000;

export const readBody = async (store: Pick<EventStore, 'read'>, body: string): Promise<BodyState> =>
  (await store.read(bodyStream(body))).map(bodyDecider.read).reduce(bodyDecider.evolve, bodyDecider.initial);

/** By id; each as it is known now. */
export const readBodies = async ({
  store,
  search,
}: {
  readonly store: Pick<EventStore, 'readMany'>;
  readonly search: EventSearch;
}): Promise<ReadonlyMap<string, BodyState>> => {
  const found = await search.find({ types: [BodyRegistered.type], about: {}, limit: MOST_BODIES });
  const ids = [...new Set(found.map((event) => BodyRegistered.read(event).data.body))].sort();
  const histories = await store.readMany(ids.map(bodyStream));
  return new Map(
    ids.map((id) => {
      const history = histories.get(bodyStream(id)) ?? [];
      return [id, history.map(bodyDecider.read).reduce(bodyDecider.evolve, bodyDecider.initial)];
    }),
  );
};

/** undefined: nobody registered it. */
export const bodyViewOf = (state: BodyState): BodyView | undefined => {
  const newest = state.at(-1);
  if (!newest) return undefined;
  const { body: id, name, url = null, signer } = newest;
  const signers = signersOf(state);
  return { id, name, url, signer, earlierSigners: [...signers].filter((one) => one !== signer) };
};
