import {
  type KnownProgramme,
  liveVersion,
  type Programme,
  programmeDecider,
  ProgrammeDrafted,
  type ProgrammeEvent,
} from '@laurel/certification-domain';
import { type ProgrammeDefinition } from '@laurel/contracts';
import { type EventSearch, type EventStore, type RecordedEvent } from '@laurel/kernel';

export const streamOfProgramme = (programme: string): string => `programme-${programme}`;

/** A programme with everything that was ever decided about it. */
export interface WrittenProgramme extends Programme {
  readonly id: string;
  readonly state: KnownProgramme;
  readonly history: readonly { readonly event: ProgrammeEvent; readonly at: Date }[];
}

export const readProgramme = async (
  store: Pick<EventStore, 'read'>,
  id: string,
): Promise<WrittenProgramme | undefined> => programmeIn(id, await store.read(streamOfProgramme(id)));

const programmeIn = (id: string, stored: readonly RecordedEvent[]): WrittenProgramme | undefined => {
  const history = stored.map((one) => ({ event: programmeDecider.read(one), at: one.recordedAt }));
  const state = history.map(({ event }) => event).reduce(programmeDecider.evolve, programmeDecider.initial);
  if (state.is === 'none') return undefined;
  return { id, state, history, definitions: state.versions, live: liveVersion(state) };
};

/** So many drafts are looked through for the names of programmes. */
const MOST_DRAFTS = 10_000;

/** All of them, the newest first. */
export const readProgrammes = async ({
  store,
  search,
}: {
  readonly store: Pick<EventStore, 'readMany'>;
  readonly search: EventSearch;
}): Promise<readonly WrittenProgramme[]> => {
  const drafts = await search.find({ types: [ProgrammeDrafted.type], about: {}, limit: MOST_DRAFTS });
  const ids = [...new Set(drafts.map((one) => ProgrammeDrafted.read(one).data.programme))];
  const streams = await store.readMany(ids.map(streamOfProgramme));
  return ids.flatMap((id) => programmeIn(id, streams.get(streamOfProgramme(id)) ?? []) ?? []);
};

export const versionOf = ({ id, definitions }: WrittenProgramme, version: number): ProgrammeDefinition => {
  const found = definitions.get(version);
  if (!found) throw new Error(`the programme ${id} has no version ${version}`);
  return found;
};
