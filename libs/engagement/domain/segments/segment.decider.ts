import { canonicalJson, CRITERIA_VERSION, type Population, SegmentArchived, SegmentDefined } from '@laurel/contracts';
import { BadEvent, type Decider, type EventOf, Refused, type StoredEvent } from '@laurel/kernel';

export type SegmentEvent = EventOf<typeof SegmentDefined | typeof SegmentArchived>;
export type SegmentVersion = EventOf<typeof SegmentDefined>['data'];

export interface SegmentState {
  /** The newest; undefined where there is none. */
  readonly newest: SegmentVersion | undefined;
  readonly archived: boolean;
}

/** `Define` makes a segment, `Change` the next version of one. */
export interface DefineSegment {
  readonly type: 'Define' | 'Change';
  readonly segment: string;
  readonly title: string;
  readonly population: Population;
  /** Of a fixed one: who belonged to it when, already kept. */
  readonly fixed?: SegmentVersion['fixed'];
}
export interface ArchiveSegment {
  readonly type: 'Archive';
  readonly segment: string;
}
export type SegmentCommand = DefineSegment | ArchiveSegment;

/** A version is never changed: what names it means the same for good. */
export const segmentDecider: Decider<SegmentState, SegmentCommand, SegmentEvent> = {
  initial: { newest: undefined, archived: false },
  read: (stored) => read(stored),
  evolve: (state, event) =>
    event.type === 'engagement.SegmentArchived' ? { ...state, archived: true } : { ...state, newest: event.data },
  decide: (state, command) => {
    if (command.type === 'Archive') return state.archived ? [] : [SegmentArchived.of({ segment: command.segment })];
    if (state.archived)
      throw new Refused('segment.archived', `The segment ${command.segment} is archived: give a new one another id`);
    return define(state, command);
  },
};

const read = (stored: StoredEvent): SegmentEvent => {
  const definition = [SegmentDefined, SegmentArchived].find(({ type }) => type === stored.type);
  if (!definition) throw new BadEvent('event.type', `${stored.type} is no decision about a segment`);
  return definition.read(stored);
};

const define = ({ newest }: SegmentState, command: DefineSegment): readonly SegmentEvent[] => {
  const { type, segment, title, population, fixed } = command;
  const content = { title, population, fixed };
  if (newest && canonicalJson(contentOf(newest)) === canonicalJson(content)) return [];
  if (type === 'Define' && newest)
    throw new Refused('segment.exists', `There is a segment ${segment} already: change it, or take another id`);
  const version = (newest?.version ?? 0) + 1;
  return [SegmentDefined.of({ segment, version, title, population, criteriaVersion: CRITERIA_VERSION, fixed })];
};

const contentOf = ({ title, population, fixed }: SegmentVersion) => ({ title, population, fixed });
