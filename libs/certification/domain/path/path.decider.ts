import {
  type CompletedPath,
  type OfCertificate,
  PathBegun,
  PathCompleted,
  type PathEvent,
  pathEvents,
  PathMoved,
  PathReopened,
  type ProgrammeDefinition,
  type Reason,
  RequirementMet,
  requirementsOf,
  RequirementUnmet,
  SignedOff,
  SignOffWithdrawn,
} from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';
import { type Terms, termsOf } from './terms.ts';
import { type Completion, evolvePath, NO_PATH, type PathState } from './path.state.ts';
import { type Achievement, changesSince, countedIn, evidenceOf, isSame, leftIn, type Round, roundOf } from './round.ts';
import { dayOf, type World } from './ways.ts';

type OfPerson = Pick<OfCertificate, 'programme' | 'learner'>;

/** What the programme says, as far as this path needs it. */
export interface Programme {
  readonly definitions: ReadonlyMap<number, ProgrammeDefinition>;
  /** The version that new paths begin with; undefined: none begins. */
  readonly live: number | undefined;
}

/** Where does the path stand, as known now? */
export interface Look {
  readonly type: 'Look';
  readonly of: OfPerson;
  readonly programme: Programme;
  readonly world: Omit<World, 'counted' | 'signOffs'>;
  /** UUID for the certificate, should one be due. */
  readonly certificate: string;
}
export interface SignOffPath {
  readonly type: 'SignOff';
  readonly of: OfPerson;
  readonly programme: Programme;
  readonly requirement: string;
  readonly mentor: string;
  readonly at: Date;
  readonly by: string;
}
export interface WithdrawSignOff {
  readonly type: 'WithdrawSignOff';
  readonly of: OfPerson;
  readonly signOff: number;
  readonly why: string;
  readonly by: string;
}
/** The rest of the way is by another version; what was completed stays completed. */
export interface Move {
  readonly type: 'Move';
  readonly of: OfPerson;
  readonly programme: Programme;
  readonly to: number;
  readonly why: string;
  readonly by: string;
}
export type PathCommand = Look | SignOffPath | WithdrawSignOff | Move;

const definitions = new Map<string, (typeof pathEvents)[number]>(pathEvents.map((one) => [one.type, one]));

/** One learner's way through a programme: stream `path-<programme>-<learner>`. */
export const pathDecider: Decider<PathState, PathCommand, PathEvent> = {
  initial: NO_PATH,
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a path`);
    return definition.read(stored);
  },
  evolve: evolvePath,
  decide: (state, command) => {
    switch (command.type) {
      case 'Look':
        return look(state, command);
      case 'SignOff':
        return signOff(state, command);
      case 'WithdrawSignOff':
        return withdraw(state, command);
      case 'Move':
        return move(state, command);
    }
  },
};

const definitionOf = ({ definitions: all }: Programme, version: number): ProgrammeDefinition => {
  const found = all.get(version);
  if (!found) throw new Error(`the programme has no version ${version}`);
  return found;
};

/** Events after each other, each decided on what the ones before left. */
const look = (state: PathState, command: Look): readonly PathEvent[] => {
  const stands = state.standing ? judgeStanding(state, command, state.standing) : [];
  const then = stands.reduce(evolvePath, state);
  return [...stands, ...goOn(then, command)];
};

const worldOf = (state: PathState, { world }: Look, number: number): World => ({
  ...{ ...world, signOffs: state.signOffs },
  counted: state.counted.get(number) ?? new Map(),
});

type OfVersion = OfPerson & { readonly programmeVersion: number };

/** Does what was completed still stand, and say what is so? */
const judgeStanding = (state: PathState, command: Look, standing: Completion): readonly PathEvent[] => {
  const { of, programme } = command;
  const definition = definitionOf(programme, standing.version);
  const round = roundOf(definition, worldOf(state, command, standing.number), { renews: standing.renews, standing });
  const ofThis = { ...of, programmeVersion: standing.version };
  const because = changesSince(standing, round);
  if (!round.achieved) {
    const { certificate, number } = standing;
    const why = because.map(({ text }) => text).join('; ') || 'what is asked is not done';
    const reopened = PathReopened.of({ ...ofThis, number, certificate, why, because: orSaid(because, why) });
    return [...progress(state, ofThis, { number, round }), reopened];
  }
  if (isSame(round.achieved, standing) || programme.live === undefined) return [];
  const raised = round.achieved.level === standing.level ? [] : [levelWords(definition, round.achieved.level)];
  const why = [...raised, ...because.map(({ text }) => text)].join('; ') || 'more is counted than before';
  return [
    completedOf(state, command, {
      ...{ ofThis, achieved: round.achieved, terms: termsOf(definition, { now: command.world.at, as: standing }) },
      after: { certificate: standing.certificate, is: 'superseded', why },
    }),
  ];
};

interface Completing {
  readonly ofThis: OfVersion;
  readonly achieved: Achievement;
  readonly terms: Terms;
  readonly after: CompletedPath['after'];
}

const completedOf = (
  { completions }: PathState,
  { certificate }: Look,
  { ofThis, achieved: { level, at, evidence }, terms, after }: Completing,
): PathEvent =>
  PathCompleted.of({
    ...{ ...ofThis, number: completions + 1, certificate },
    ...{ ...(level === undefined ? {} : { level }), at: at.toISOString(), evidence: [...evidence] },
    ...{ ...terms, ...(after ? { after } : {}) },
  });

const orSaid = (because: readonly Reason[], text: string): Reason[] =>
  because.length > 0 ? [...because] : [{ text, facts: [] }];

const levelWords = ({ levels }: ProgrammeDefinition, level: string | undefined): string =>
  level === undefined ? 'no level is reached' : `the level is ${levels.find(({ id }) => id === level)?.title ?? level}`;

/** Towards the next completion: the first, one that takes the place of what fell, or a renewal. */
const goOn = (state: PathState, command: Look): readonly PathEvent[] => {
  const { of, programme, world } = command;
  const version = state.version ?? programme.live;
  if (version === undefined || programme.live === undefined || !isOpen(state, world.at)) return [];
  const definition = definitionOf(programme, version);
  const number = state.completions + 1;
  const round = roundOf(definition, worldOf(state, command, number), { renews: renewedBy(state) });
  const ofThis = { ...of, programmeVersion: version };
  const steps = progress(state, ofThis, { number, round });
  const { achieved } = round;
  const decided = achieved ? [...steps, firstOrNext(state, command, { ofThis, definition, achieved })] : steps;
  if (decided.length === 0 || state.version !== undefined) return decided;
  return [PathBegun.of({ ...ofThis, at: world.at.toISOString() }), ...decided];
};

const firstOrNext = (
  state: PathState,
  command: Look,
  {
    ofThis,
    definition,
    achieved,
  }: Pick<Completing, 'ofThis' | 'achieved'> & { readonly definition: ProgrammeDefinition },
): PathEvent => {
  const { standing } = state;
  const why = `renewed on ${dayOf(achieved.at)}`;
  const after: CompletedPath['after'] = standing && { certificate: standing.certificate, is: 'renewed', why };
  const terms = termsOf(definition, { now: command.world.at, ...termsLike(state, achieved) });
  return completedOf(state, command, { ofThis, achieved, terms, after });
};

/** What the next completion would renew. */
const renewedBy = ({ standing, fallen }: PathState): Completion | undefined => standing ?? fallen?.renews;

/** A completion stands and cannot be renewed yet: nothing is to be done. */
const isOpen = ({ standing }: PathState, at: Date): boolean => {
  const from = standing && (standing.renewableFrom ?? standing.expiresAt);
  return !standing || (from !== undefined && from <= at);
};

/** What fell and is so again keeps its dates: a mistake that was put right makes nothing longer. */
const termsLike = (
  { standing, fallen }: PathState,
  achieved: Pick<Completion, 'level' | 'evidence'>,
): { readonly renews?: Completion; readonly as?: Completion } => {
  if (standing) return { renews: standing };
  if (fallen && isSame(achieved, fallen)) return { as: fallen };
  return fallen?.renews ? { renews: fallen.renews } : {};
};

/** What is counted now and was not, and what was and is not. */
const progress = (
  state: PathState,
  of: OfVersion,
  { number, round }: { readonly number: number; readonly round: Round },
): readonly PathEvent[] => {
  const before = state.counted.get(number) ?? new Map();
  const now = new Map(countedIn(round).map((one) => [one.requirement.id, one]));
  const met = [...now.values()]
    .filter(({ requirement, way }) => before.get(requirement.id)?.key !== way.key)
    .map((one) => RequirementMet.of({ ...of, number, ...evidenceOf(one) }));
  const left = new Map(leftIn(round).map(({ requirement, otherwise }) => [requirement.id, otherwise]));
  const unmet = [...before.keys()]
    .filter((requirement) => !now.has(requirement))
    .map((requirement) => {
      const because = left.get(requirement) ?? { text: 'it is asked no longer', facts: [] };
      return RequirementUnmet.of({ ...of, number, requirement, title: requirement, because });
    });
  return [...unmet, ...met];
};

const signOff = (state: PathState, command: SignOffPath): readonly PathEvent[] => {
  const { of, programme, requirement, mentor, at, by } = command;
  const version = state.version ?? programme.live;
  if (version === undefined) throw new Refused('programme.closed', 'Nobody begins this programme');
  refuseUnasked(definitionOf(programme, version), command);
  const isSaid = state.signOffs.some(
    (one) => one.requirement === requirement && one.mentor === mentor && one.at.getTime() === at.getTime(),
  );
  if (isSaid) return [];
  const ofThis = { ...of, programmeVersion: version };
  const begun = state.version === undefined ? [PathBegun.of({ ...ofThis, at: at.toISOString() })] : [];
  const said = { requirement, signOff: state.signed + 1, mentor, at: at.toISOString(), by };
  return [...begun, SignedOff.of({ ...ofThis, ...said })];
};

const refuseUnasked = (definition: ProgrammeDefinition, { of, requirement, mentor }: SignOffPath): void => {
  const asked = requirementsOf(definition).find(({ id }) => id === requirement);
  if (asked?.is !== 'sign-off') {
    throw new Refused('path.requirement', `The learner's version of ${of.programme} asks no sign-off ${requirement}`);
  }
  if (asked.by.includes(mentor)) return;
  throw new Refused('path.mentor', `${mentor} may not sign off ${asked.title}: ${asked.by.join(', ')} may`);
};

const withdraw = (state: PathState, { of, signOff: number, why, by }: WithdrawSignOff): readonly PathEvent[] => {
  const said = state.signOffs.find((one) => one.signOff === number);
  if (!said || state.version === undefined) {
    if (number <= state.signed) return [];
    throw new Refused('path.sign-off', `There is no sign-off ${number} on this path`);
  }
  const { requirement } = said;
  return [SignOffWithdrawn.of({ ...of, programmeVersion: state.version, requirement, signOff: number, why, by })];
};

const move = (state: PathState, { of, programme, to, why, by }: Move): readonly PathEvent[] => {
  if (state.version === undefined) throw new Refused('path.missing', 'The learner has not begun this programme');
  if (!programme.definitions.has(to)) throw new Refused('programme.version', `${of.programme} has no version ${to}`);
  if (state.version === to) return [];
  return [PathMoved.of({ ...of, programmeVersion: to, from: state.version, why, by })];
};
