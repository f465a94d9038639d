import { type Criterion } from '@laurel/contracts';
import {
  changesOf,
  DAY_MS,
  type Enrolment,
  enrolmentsKnownAt,
  type History,
  sameEnrolment,
  stopsClocks,
  turningTimes,
} from '@laurel/criteria-domain';
import { CriteriaAtOnce } from './criteria-at-once.ts';
import { type Ending, endingOf, type EndingRules } from './outcome.ts';

export interface Watch extends EndingRules {
  /** Each is asked at the same looks. */
  readonly criteria: readonly Criterion[];
  /** The first and the last look, both inclusive. Looks are at midnight UTC, and numbered: so many days since 1970. */
  readonly from: number;
  readonly to: number;
}

/** An enrolment, what became of it, and the look at which each criterion held first. */
export interface Watched {
  readonly enrolment: Enrolment;
  readonly ending: Ending;
  /** The first look at which it was known; null: at none. */
  readonly firstKnown: number | null;
  readonly flags: readonly (number | null)[];
}

/**
 * Looks day by day at one learner's course, each day with what was known then and nothing more. The answers stay the same
 * between the times at which they may turn, so only there they are asked.
 */
export const watchHistory = (history: History, watch: Watch): readonly Watched[] => {
  const seen = enrolmentsKnownAt(history, watch.asOf.getTime()).map((one) => begin(one, watch));
  const criteria = new CriteriaAtOnce(watch.criteria);
  const changes = changesOf(history).toSorted((a, b) => a - b);
  let known: readonly Enrolment[] = [];
  let applied = 0;
  for (const look of looksWorthTaking(history, watch)) {
    const before = applied;
    while ((changes[applied] ?? Infinity) <= look * DAY_MS) applied++;
    if (applied > before) known = enrolmentsKnownAt(history, look * DAY_MS);
    for (const enrolment of known) lookAt(seen, enrolment, criteria, look);
    if (seen.every(isDone)) break;
  }
  return seen;
};

interface Seen extends Watched {
  firstKnown: number | null;
  readonly flags: (number | null)[];
}

const begin = (enrolment: Enrolment, watch: Watch): Seen => ({
  ...{ enrolment, ending: endingOf(enrolment, watch), firstKnown: null },
  flags: watch.criteria.map(() => null),
});

const lookAt = (seen: readonly Seen[], enrolment: Enrolment, criteria: CriteriaAtOnce, look: number): void => {
  const one = seen.find((other) => sameEnrolment(other.enrolment, enrolment));
  if (!one) return; // opened by what was taken back since
  one.firstKnown ??= look;
  const holds = criteria.about(enrolment, new Date(look * DAY_MS));
  for (const [index, flag] of one.flags.entries()) if (flag === null && holds(index)) one.flags[index] = look;
};

const isDone = ({ firstKnown, flags }: Seen): boolean => firstKnown !== null && !flags.includes(null);

/** Ascending. A turn may show at the very instant or only behind it, and a look may be at that instant: so two for each. */
const looksWorthTaking = (history: History, { criteria, from, to }: Watch): readonly number[] => {
  const enrolled = history.facts.filter(({ type }) => type === 'learning.Enrolled');
  const first = Math.max(from, Math.ceil(Math.min(...enrolled.map(({ knownFrom }) => knownFrom)) / DAY_MS));
  if (!(to >= first)) return [];
  const marked = new Uint8Array(to - first + 1);
  const mark = (look: number): void => {
    if (look >= first && look <= to) marked[look - first] = 1;
  };
  mark(first);
  if (stopsClocks(criteria)) marked.fill(1);
  for (const time of turningTimes(criteria, history)) {
    const look = Math.ceil(time / DAY_MS);
    mark(look);
    mark(look + 1);
  }
  return Array.from(marked.keys())
    .filter((index) => marked[index] === 1)
    .map((index) => first + index);
};
