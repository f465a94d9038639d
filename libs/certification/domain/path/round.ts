import { type Evidence, type ProgrammeDefinition, type Reason, type Requirement } from '@laurel/contracts';
import { type Completion } from './path.state.ts';
import {
  countedSingles,
  type CountedSingle,
  leftOf,
  type Span,
  type Standing,
  standingOf,
  type SingleStanding,
} from './standing.ts';
import { titleOf, type World } from './ways.ts';

/** All that was asked was done. */
export interface Achievement {
  readonly level: string | undefined;
  readonly at: Date;
  readonly evidence: readonly Evidence[];
}

/** Where a learner stands on the way to one completion. */
export interface Round {
  /** What is asked for the certificate. */
  readonly ground: Standing;
  readonly levels: readonly { readonly level: string; readonly title: string; readonly standing: Standing }[];
  /** renewal: only the renewal path is asked, until `to`. */
  readonly asks: 'all' | 'renewal';
  readonly to: Date | undefined;
  readonly achieved: Achievement | undefined;
}

/** The first round counts what happened since the programme's beginning, each later one what happened in its renewal window. */
export const roundOf = (
  definition: ProgrammeDefinition,
  world: World,
  { renews, standing }: { readonly renews: Completion | undefined; readonly standing?: Completion | undefined },
): Round => {
  const ways = renews ? renewals(definition, world, renews) : [atFirst(definition, world)];
  const [first] = ways;
  const same = ways.find(({ achieved }) => achieved && standing && isSame(achieved, standing));
  const chosen = same ?? ways.find(({ achieved }) => achieved) ?? first;
  if (!chosen) throw new Error('a programme asks something');
  return chosen;
};

const atFirst = (definition: ProgrammeDefinition, world: World): Round => {
  const { requires, countsFrom } = definition;
  const span = { from: countsFrom === undefined ? undefined : new Date(countsFrom) };
  return asking(definition, world, { requires, span, asks: 'all', least: undefined });
};

/** In time, the renewal path; and at any time all that is asked at first, done anew. */
const renewals = (definition: ProgrammeDefinition, world: World, renews: Completion): readonly Round[] => {
  const { requires, renewal } = definition;
  const from = renews.renewableFrom ?? renews.expiresAt;
  const to = renews.graceUntil;
  const anew = asking(definition, world, { requires, span: { from }, asks: 'all', least: undefined });
  if (!renewal || !to) return [anew];
  const asked = { requires: renewal.requires ?? requires, span: { from, to }, least: renews.level };
  const inTime = asking(definition, world, { ...asked, asks: 'renewal' });
  return inTime.achieved || world.at <= to ? [inTime, anew] : [anew];
};

interface Asked {
  readonly requires: Requirement;
  readonly span: Span;
  readonly asks: Round['asks'];
  /** The level that is kept. */
  readonly least: string | undefined;
}

const asking = (definition: ProgrammeDefinition, world: World, { requires, span, asks, least }: Asked): Round => {
  const ground = standingOf(requires, world, span);
  const levels = definition.levels.map(({ id, title, requires: more }) => ({
    ...{ level: id, title, standing: standingOf(more, world, span) },
  }));
  const kept = levels.findIndex(({ level }) => level === least) + 1;
  const open = levels.findIndex(({ standing }, n) => n >= kept && standing.is !== 'met');
  const reached = levels.slice(0, open === -1 ? levels.length : open);
  return { ground, levels, asks, to: span.to, achieved: achievedIn(ground, reached) };
};

const achievedIn = (ground: Standing, reached: Round['levels']): Achievement | undefined => {
  if (ground.is !== 'met') return undefined;
  const counted = distinct([ground, ...reached.map(({ standing }) => standing)].flatMap(countedSingles));
  const times = counted.map(({ at }) => at.getTime());
  return { level: reached.at(-1)?.level, at: new Date(Math.max(...times)), evidence: counted.map(evidenceOf) };
};

const distinct = (all: readonly CountedSingle[]): readonly CountedSingle[] => [
  ...new Map(all.map((one) => [one.requirement.id, one])).values(),
];

export const evidenceOf = ({ requirement, way }: CountedSingle): Evidence => ({
  ...{ requirement: requirement.id, title: titleOf(requirement) },
  ...{ key: way.key, at: way.at.toISOString(), because: way.because },
});

const signOf = ({ level, evidence }: Pick<Achievement, 'level' | 'evidence'>): string =>
  JSON.stringify([level, evidence.map(({ requirement, key }) => [requirement, key]).sort()]);

/** Does the certificate say what is so? */
export const isSame = (
  achieved: Pick<Achievement, 'level' | 'evidence'>,
  stood: Pick<Achievement, 'level' | 'evidence'>,
): boolean => signOf(achieved) === signOf(stood);

/** All that is counted, whether it is enough already or not. */
export const countedIn = ({ ground, levels }: Round): readonly CountedSingle[] =>
  distinct([ground, ...levels.map(({ standing }) => standing)].flatMap(countedSingles));

/** Why each part of what stood does so no longer, or how differently. */
export const changesSince = (stood: Pick<Completion, 'evidence' | 'level'>, round: Round): readonly Reason[] => {
  const now = new Map(countedIn(round).map((one) => [one.requirement.id, one.way]));
  const left = new Map(leftIn(round).map((one) => [one.requirement.id, one.otherwise]));
  return stood.evidence
    .filter(({ requirement, key }) => now.get(requirement)?.key !== key)
    .map((one) => changeOf(one, now.get(one.requirement)?.because ?? left.get(one.requirement)));
};

const changeOf = ({ title, because }: Evidence, is: Reason = { text: 'counts no longer', facts: [] }): Reason => ({
  text: `${title}: ${is.text} (before: ${because.text})`,
  facts: [...is.facts, ...because.facts],
});

export const leftIn = ({ ground, levels }: Round): readonly SingleStanding[] =>
  [ground, ...levels.map(({ standing }) => standing)].flatMap(leftOf);
