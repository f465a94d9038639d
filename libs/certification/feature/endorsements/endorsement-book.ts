import { EndorsementInvited } from '@laurel/contracts';
import {
  type BodyState,
  endorsementDecider,
  type EndorsementState,
  endorsementStream,
  noEndorsement,
} from '@laurel/certification-domain';
import { type EventSearch, type EventStore, type RecordedEvent } from '@laurel/kernel';
import { readBodies, readBody } from './body-book.ts';

/** An endorsement as it stands, with who was invited. */
export interface KeptEndorsement {
  readonly id: string;
  readonly state: EndorsementState & { readonly invited: NonNullable<EndorsementState['invited']> };
  readonly body: BodyState;
}

/** More than that were never asked for in one house. */
const MOST_ENDORSEMENTS = 1_000;

export const readEndorsement = async (
  store: Pick<EventStore, 'read'>,
  id: string,
): Promise<KeptEndorsement | undefined> => {
  const state = fold(await store.read(endorsementStream(id)));
  return keptOf(state, (body) => readBody(store, body));
};

/** Newest first. */
export const readEndorsements = async (ports: {
  readonly store: EventStore;
  readonly search: EventSearch;
}): Promise<readonly KeptEndorsement[]> => {
  const found = await ports.search.find({ types: [EndorsementInvited.type], about: {}, limit: MOST_ENDORSEMENTS });
  if (found.length === 0) return [];
  const histories = await ports.store.readMany(found.map(({ stream }) => stream));
  const bodies = await readBodies(ports);
  const all = await Promise.all(
    found.map(({ stream }) => keptOf(fold(histories.get(stream) ?? []), (body) => bodies.get(body) ?? [])),
  );
  return all.filter((one) => one !== undefined);
};

const fold = (history: readonly RecordedEvent[]): EndorsementState =>
  history.map(endorsementDecider.read).reduce(endorsementDecider.evolve, noEndorsement);

const keptOf = async (
  state: EndorsementState,
  bodyOf: (body: string) => BodyState | Promise<BodyState>,
): Promise<KeptEndorsement | undefined> => {
  const { invited } = state;
  if (!invited) return undefined;
  return { id: invited.endorsement, state: { ...state, invited }, body: await bodyOf(invited.body) };
};
