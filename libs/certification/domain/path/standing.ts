import {
  type AllOf,
  type AnyOf,
  isJoined,
  type Requirement,
  type SingleRequirement,
  singlesOf,
} from '@laurel/contracts';
import { type Way, waysOf, type Ways, type World } from './ways.ts';

const DAY_MS = 86_400_000;

/** What counts: from and to inclusive; undefined: no limit. */
export interface Span {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Where one requirement stands. `waiting`: another comes first. */
export type SingleStanding = { readonly requirement: SingleRequirement; readonly otherwise: Ways['otherwise'] } & (
  { readonly is: 'met'; readonly at: Date; readonly way: Way } | { readonly is: 'open' | 'waiting' }
);
export interface JoinedStanding {
  readonly is: 'met' | 'open' | 'waiting';
  readonly requirement: AllOf | AnyOf;
  /** Of a met one: when the last that is needed happened. */
  readonly at?: Date;
  readonly parts: readonly Standing[];
  /** What of it is counted; more may be met than is needed. */
  readonly counted: readonly Standing[];
  /** Until when the rest has to be done, for what is done to count. */
  readonly by?: Date | undefined;
}
export type Standing = SingleStanding | JoinedStanding;

/**
 * Where a requirement stands, from facts and sign-offs alone. Of several ways the one that was counted before is counted
 * again, so that what a certificate names changes only when it falls; else the earliest.
 */
export const standingOf = (requirement: Requirement, world: World, span: Span = {}): Standing => {
  if (!isJoined(requirement)) return ofSingle(requirement, world, span);
  return requirement.within ? ofWithin(requirement, world, span) : ofJoined(requirement, world, span);
};

const ofJoined = (requirement: AllOf | AnyOf, world: World, span: Span): JoinedStanding =>
  requirement.is === 'all' ? ofAll(requirement, world, span) : ofAny(requirement, world, span);

const ofSingle = (requirement: SingleRequirement, world: World, span: Span): SingleStanding => {
  const { ways, otherwise } = waysOf(requirement, world);
  const before = world.counted.get(requirement.id)?.key;
  const possible = ways.filter(({ at }) => isIn(at, span));
  const way =
    possible.find(({ key }) => key === before) ?? possible.find(({ until }) => until === undefined || until > world.at);
  return way ? { is: 'met', requirement, otherwise, at: way.at, way } : { is: 'open', requirement, otherwise };
};

const isIn = (at: Date, { from, to }: Span): boolean => (!from || at >= from) && (!to || at <= to);

const isMet = (one: Standing): one is Standing & { readonly is: 'met'; readonly at: Date } => one.is === 'met';

const ofAll = (requirement: AllOf, world: World, span: Span): JoinedStanding => {
  const parts: Standing[] = [];
  let [from, blocked] = [span.from, false];
  for (const inner of requirement.of) {
    const part = blocked ? waiting(inner, world) : standingOf(inner, world, { ...span, from });
    parts.push(part);
    if (requirement.inOrder !== true) continue;
    if (isMet(part)) from = part.at;
    else blocked = true;
  }
  const counted = parts.filter(isMet);
  return counted.length === parts.length
    ? { is: 'met', requirement, parts, counted, at: latestOf(counted) }
    : { is: 'open', requirement, parts, counted };
};

/** Nothing of it counts before what comes first is done. */
const waiting = (requirement: Requirement, world: World): Standing =>
  isJoined(requirement)
    ? { is: 'waiting', requirement, parts: requirement.of.map((inner) => waiting(inner, world)), counted: [] }
    : { is: 'waiting', requirement, otherwise: waysOf(requirement, world).otherwise };

const ofAny = (requirement: AnyOf, world: World, span: Span): JoinedStanding => {
  const parts = requirement.of.map((inner) => standingOf(inner, world, span));
  const met = parts.filter(isMet).sort((a, b) => rank(b, world) - rank(a, world) || a.at.getTime() - b.at.getTime());
  const counted = met.slice(0, requirement.atLeast);
  return counted.length === requirement.atLeast
    ? { is: 'met', requirement, parts, counted, at: latestOf(counted) }
    : { is: 'open', requirement, parts, counted };
};

/** What was counted before goes first. */
const rank = (one: Standing, { counted }: World): number =>
  countedSingles(one).filter(({ requirement, way }) => counted.get(requirement.id)?.key === way.key).length > 0 ? 1 : 0;

const latestOf = (all: readonly { readonly at: Date }[]): Date =>
  new Date(Math.max(...all.map(({ at }) => at.getTime())));

/**
 * Each possible beginning is tried: that of what was counted before, then the earliest first. Where none is enough, that
 * with the most counted is shown, the latest of equals, as it leaves the most time.
 */
const ofWithin = (requirement: AllOf | AnyOf, world: World, span: Span): JoinedStanding => {
  const lengthMs = (requirement.within?.days ?? 0) * DAY_MS;
  let best: JoinedStanding | undefined;
  for (const from of beginningsOf(requirement, world, span)) {
    const to = earlierOf(new Date(from.getTime() + lengthMs), span.to);
    const tried = { ...ofJoined(requirement, world, { from, to }), by: to };
    if (tried.is === 'met') return tried;
    if (to >= world.at && isBetter(tried, best)) best = tried;
  }
  return best ?? { ...ofJoined(requirement, world, { from: world.at, to: world.at }), is: 'open' };
};

const earlierOf = (one: Date, other: Date | undefined): Date => (other && other < one ? other : one);
const isBetter = ({ counted }: JoinedStanding, best: JoinedStanding | undefined): boolean =>
  counted.length > 0 && counted.length >= (best?.counted.length ?? 0);

const beginningsOf = (requirement: Requirement, world: World, span: Span): readonly Date[] => {
  const singles = singlesOf(requirement);
  const ways = singles.flatMap((one) => {
    const before = world.counted.get(one.id)?.key;
    return waysOf(one, world)
      .ways.filter(({ at }) => isIn(at, span))
      .map(({ at, key }) => ({ at: at.getTime(), before: key === before }));
  });
  const kept = ways.filter(({ before }) => before).map(({ at }) => at);
  const times = [...new Set(ways.map(({ at }) => at))].sort((a, b) => a - b);
  return [...(kept.length > 0 ? [Math.min(...kept)] : []), ...times].map((at) => new Date(at));
};

export type CountedSingle = Extract<SingleStanding, { is: 'met' }>;

/** What of a standing is counted, requirement by requirement. */
export const countedSingles = (one: Standing): readonly CountedSingle[] => {
  if ('parts' in one) return one.counted.flatMap(countedSingles);
  return one.is === 'met' ? [one] : [];
};

/** What may still be done, or has to be: those that wait for another are behind it. */
export const leftOf = (one: Standing): readonly SingleStanding[] => {
  if (!('parts' in one)) return one.is === 'met' ? [] : [one];
  return one.is === 'met' ? [] : one.parts.flatMap(leftOf);
};
