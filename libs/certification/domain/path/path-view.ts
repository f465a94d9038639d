import { type ProgrammeDefinition, type Reason } from '@laurel/contracts';
import { phraseOf } from '../programme/sentences.ts';
import { type Programme } from './path.decider.ts';
import { type Completion, type PathState } from './path.state.ts';
import { type Round, roundOf } from './round.ts';
import { countedSingles, type SingleStanding, type Standing } from './standing.ts';
import { titleOf, type World } from './ways.ts';

export interface SeenRequirement {
  readonly requirement: string;
  readonly title: string;
  readonly phrase: string;
  readonly is: 'met' | 'open' | 'waiting';
  readonly counts: boolean;
  readonly at: Date | undefined;
  readonly because: Reason;
}

/** A path as a person looks at it: what is done, left and next, by when, and which facts say so. */
export interface SeenPath {
  readonly definition: ProgrammeDefinition;
  /** The version begun. */
  readonly version: number | undefined;
  readonly is: 'not-begun' | 'under-way' | 'complete' | 'renewing' | 'lapsed';
  readonly standing: Completion | undefined;
  readonly towards: 'first' | 'renewal' | 'level';
  readonly requirements: readonly SeenRequirement[];
  readonly by: Date | undefined;
}

/** undefined: nobody has begun, and nobody can. A pure function of the decisions and of the world as known at a time. */
export const seePath = (
  state: PathState,
  programme: Programme,
  world: Omit<World, 'counted' | 'signOffs'>,
): SeenPath | undefined => {
  const version = state.version ?? programme.live;
  if (version === undefined) return undefined;
  const { standing } = state;
  const isRenewing = standing !== undefined && mayRenew(standing, world.at);
  const { shown, number, renews } = shownOf(state, isRenewing);
  const definition = definitionOf(programme, shown?.version ?? version);
  const round = roundOf(definition, worldOf(state, world, number), { renews, standing: shown });
  return {
    ...{ definition, version: state.version, standing, is: stateOf(state, { isRenewing, round, at: world.at }) },
    towards: towardsOf(shown, isRenewing),
    requirements: requirementsIn(round),
    by: shown ? undefined : deadlineOf(round),
  };
};

const mayRenew = ({ renewableFrom, expiresAt }: Completion, at: Date): boolean => {
  const from = renewableFrom ?? expiresAt;
  return from !== undefined && from <= at;
};

interface Shown {
  /** The completion that is looked at; undefined: the way to the next one. */
  readonly shown: Completion | undefined;
  readonly number: number;
  readonly renews: Completion | undefined;
}
const ofStanding = (standing: Completion): Shown => ({
  ...{ shown: standing, number: standing.number, renews: standing.renews },
});
const towardsNext = ({ standing, fallen, completions }: PathState): Shown => ({
  ...{ shown: undefined, number: completions + 1, renews: standing ?? fallen?.renews },
});

const shownOf = (state: PathState, isRenewing: boolean): Shown =>
  isRenewing || !state.standing ? towardsNext(state) : ofStanding(state.standing);

const towardsOf = (shown: Completion | undefined, isRenewing: boolean): SeenPath['towards'] => {
  if (shown) return 'level';
  return isRenewing ? 'renewal' : 'first';
};

const definitionOf = ({ definitions }: Programme, version: number): ProgrammeDefinition => {
  const found = definitions.get(version);
  if (!found) throw new Error(`the programme has no version ${version}`);
  return found;
};

const worldOf = (state: PathState, world: Omit<World, 'counted' | 'signOffs'>, number: number): World => ({
  ...{ ...world, signOffs: state.signOffs, counted: state.counted.get(number) ?? new Map() },
});

const stateOf = (
  { version, standing }: PathState,
  { isRenewing, round, at }: { readonly isRenewing: boolean; readonly round: Round; readonly at: Date },
): SeenPath['is'] => {
  if (version === undefined) return 'not-begun';
  if (!standing) return 'under-way';
  if (!isRenewing) return 'complete';
  const { expiresAt, graceUntil } = standing;
  const end = graceUntil ?? expiresAt;
  return round.asks === 'all' && end !== undefined && end < at ? 'lapsed' : 'renewing';
};

const requirementsIn = (round: Round): readonly SeenRequirement[] => {
  const roots = [round.ground, ...round.levels.map(({ standing }) => standing)];
  const counted = new Set(roots.flatMap(countedSingles).map(({ requirement }) => requirement.id));
  const all = roots.flatMap(singlesIn).map((one) => seen(one, counted.has(one.requirement.id)));
  return [...new Map(all.map((one) => [one.requirement, one])).values()];
};

const singlesIn = (one: Standing): readonly SingleStanding[] => ('parts' in one ? one.parts.flatMap(singlesIn) : [one]);

const seen = (one: SingleStanding, counts: boolean): SeenRequirement => ({
  ...{ requirement: one.requirement.id, title: titleOf(one.requirement), phrase: phraseOf(one.requirement) },
  ...{ is: one.is, counts },
  ...(one.is === 'met' ? { at: one.at, because: one.way.because } : { at: undefined, because: one.otherwise }),
});

/** The earliest of all that have to be kept. */
const deadlineOf = ({ ground, to }: Round): Date | undefined => {
  const times = [...deadlinesIn(ground), ...(to ? [to] : [])].map((at) => at.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
};

const deadlinesIn = (one: Standing): readonly Date[] => {
  if (!('parts' in one) || one.is === 'met') return [];
  return [...(one.by && one.counted.length > 0 ? [one.by] : []), ...one.parts.flatMap(deadlinesIn)];
};
