import { canonicalJson, type ProgrammeDefinition } from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';
import {
  ProgrammeArchived,
  ProgrammeDrafted,
  type ProgrammeEvent,
  programmeEvents,
  ProgrammePublished,
  ProgrammeReopened,
} from './programme.events.ts';

export interface DraftProgramme {
  readonly type: 'Draft';
  readonly programme: string;
  readonly definition: ProgrammeDefinition;
}
export interface PublishProgramme {
  readonly type: 'Publish';
  readonly version: number;
  readonly by: string;
}
export interface ArchiveProgramme {
  readonly type: 'Archive';
  readonly why: string;
  readonly by: string;
}
export interface ReopenProgramme {
  readonly type: 'Reopen';
  readonly by: string;
}
export type ProgrammeCommand = DraftProgramme | PublishProgramme | ArchiveProgramme | ReopenProgramme;

/** `published`: the version that new paths begin with. */
export type ProgrammeState =
  | { readonly is: 'none' }
  | {
      readonly is: 'open' | 'archived';
      readonly programme: string;
      readonly versions: ReadonlyMap<number, ProgrammeDefinition>;
      readonly published: number | undefined;
    };
export type KnownProgramme = Exclude<ProgrammeState, { readonly is: 'none' }>;

const definitions = new Map<string, (typeof programmeEvents)[number]>(programmeEvents.map((one) => [one.type, one]));

/** A programme from its first draft on: stream `programme-<programme>`. It is archived, never deleted. */
export const programmeDecider: Decider<ProgrammeState, ProgrammeCommand, ProgrammeEvent> = {
  initial: { is: 'none' },
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a programme`);
    return definition.read(stored);
  },
  evolve: (state, event) => {
    if (event.type === 'certification.ProgrammeDrafted') return drafted(state, event.data);
    if (state.is === 'none') return state;
    switch (event.type) {
      case 'certification.ProgrammePublished':
        return { ...state, published: event.data.version };
      case 'certification.ProgrammeArchived':
        return { ...state, is: 'archived' };
      case 'certification.ProgrammeReopened':
        return { ...state, is: 'open' };
    }
  },
  decide: (state, command) => {
    if (command.type === 'Draft') return draft(state, command);
    if (state.is === 'none') throw new Refused('programme.missing', 'There is no such programme');
    switch (command.type) {
      case 'Publish':
        return publish(state, command);
      case 'Archive':
        if (state.is === 'archived') return [];
        return [ProgrammeArchived.of({ programme: state.programme, why: command.why, by: command.by })];
      case 'Reopen':
        return state.is === 'open' ? [] : [ProgrammeReopened.of({ programme: state.programme, by: command.by })];
    }
  },
};

const drafted = (
  state: ProgrammeState,
  { programme, version, definition }: { programme: string; version: number; definition: ProgrammeDefinition },
): ProgrammeState => {
  const [is, versions, published] =
    state.is === 'none' ? (['open', [], undefined] as const) : [state.is, state.versions, state.published];
  return { is, programme, published, versions: new Map([...versions, [version, definition]]) };
};

const draft = (state: ProgrammeState, { programme, definition }: DraftProgramme): readonly ProgrammeEvent[] => {
  if (state.is === 'none') return [ProgrammeDrafted.of({ programme, version: 1, definition })];
  refuseArchived(state);
  const newest = state.versions.size;
  if (canonicalJson(definition) === canonicalJson(state.versions.get(newest) ?? {})) return [];
  return [ProgrammeDrafted.of({ programme, version: newest + 1, definition })];
};

const publish = (state: KnownProgramme, { version, by }: PublishProgramme): readonly ProgrammeEvent[] => {
  refuseArchived(state);
  if (!state.versions.has(version)) {
    const reason = `${state.programme} has no version ${version}; the newest is ${state.versions.size}`;
    throw new Refused('programme.version', reason);
  }
  return state.published === version ? [] : [ProgrammePublished.of({ programme: state.programme, version, by })];
};

const refuseArchived = ({ is, programme }: KnownProgramme): void => {
  if (is === 'archived') throw new Refused('programme.archived', `${programme} is archived: reopen it first`);
};

/** The version that new paths begin with. */
export const liveVersion = (state: ProgrammeState): number | undefined =>
  state.is === 'open' ? state.published : undefined;
