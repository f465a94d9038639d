import { deepestAt } from './matching.ts';
import {
  endOfInstant,
  type FunnelRules,
  isMarked,
  matchesAt,
  mayStart,
  timeAt,
  type Try,
  type UnitEvents,
} from './unit-events.ts';

/** All events of one time: from `from` to before `end`. */
interface Instant {
  readonly time: number;
  readonly from: number;
  readonly end: number;
}

/**
 * Tries from one start at a time: where the linear programme of `orderedTry` cannot tell, because an exclusion asks how a
 * try went on or strict order lets nothing pass. The cost is the starts times the instants in their windows.
 */
export class PathSearch {
  private readonly instants: readonly Instant[];

  constructor(
    private readonly unit: UnitEvents,
    private readonly rules: FunnelRules,
  ) {
    const instants: Instant[] = [];
    for (let from = 0; from < unit.length;) {
      const end = endOfInstant(unit, from);
      instants.push({ time: timeAt(unit, from), from, end });
      from = end;
    }
    this.instants = instants;
  }

  /** How deep a strict try gets: each instant must bring it on, or it is broken. */
  deepestStrict(): number {
    return Math.max(0, ...this.starts().map((start) => this.strictDepthFrom(start)));
  }

  /** The earliest try that gets `depth` deep; with `clean` the earliest that no exclusion voids. */
  earliest(depth: number, { clean }: { readonly clean: boolean }): Try | undefined {
    for (const start of this.starts()) {
      const found = this.pathFrom(start, depth, clean);
      if (found) return found;
    }
    return undefined;
  }

  private starts(): readonly number[] {
    return [...this.instants.keys()].filter((at) => {
      const instant = this.instants[at];
      if (!instant || !mayStart(this.rules, instant.time)) return false;
      for (let index = instant.from; index < instant.end; index++) if (matchesAt(this.unit, index, 0)) return true;
      return false;
    });
  }

  /** The instants from a start to the end of its window. */
  private within(start: number): readonly Instant[] {
    const horizon = (this.instants[start]?.time ?? 0) + this.rules.windowMs;
    let end = start;
    while (end < this.instants.length && (this.instants[end]?.time ?? 0) <= horizon) end++;
    return this.instants.slice(start, end);
  }

  private strictDepthFrom(start: number): number {
    let standing = new Set([0]);
    let deepest = 0;
    for (const instant of this.within(start)) {
      const next = new Set<number>();
      for (const base of standing) {
        const reach = this.reach(instant, base, this.rules.steps);
        for (let depth = base + 1; depth <= reach; depth++) next.add(depth);
        deepest = Math.max(deepest, reach);
      }
      if (next.size === 0) break;
      standing = next;
    }
    return deepest;
  }

  private reach({ from, end }: Instant, base: number, depth: number): number {
    return deepestAt(this.unit, from, end, [base, depth]);
  }

  /** Backwards it is found from where the end can be reached; forwards each next step is taken as early as it can be. */
  private pathFrom(start: number, depth: number, clean: boolean): Try | undefined {
    const instants = this.within(start);
    const limits = clean ? this.limitsOf(instants, depth) : NO_LIMITS;
    const moves = { depth, limits };
    // By instant: the depths behind it from which the end can be reached.
    let reachable = new Set([depth]);
    const behind: ReadonlySet<number>[] = [reachable];
    for (const instant of instants.slice(1).reverse()) {
      const next = new Set([depth]);
      for (let base = 1; base < depth; base++)
        if (this.furthest(instant, base, reachable, moves) !== undefined) next.add(base);
      behind.push((reachable = next));
    }
    const times: number[] = [];
    for (const instant of instants) {
      const to = this.furthest(instant, times.length, behind.pop() ?? new Set(), moves);
      if (to === undefined) return undefined;
      while (times.length < to) times.push(instant.time);
      if (times.length === depth) return { times };
    }
    return undefined;
  }

  /** The deepest that a try at `base` may stand behind the instant, so that it still can reach the end. */
  private furthest(
    instant: Instant,
    base: number,
    reachable: ReadonlySet<number>,
    { depth, limits }: Moves,
  ): number | undefined {
    const mustMove = base === 0 || this.rules.order === 'strict';
    for (let to = this.reach(instant, base, depth); to >= base + Number(mustMove); to--)
      if (reachable.has(to) && !limits.forbid(instant, base, to)) return to;
    return undefined;
  }

  /** What keeps a try that ends at `depth` clean. */
  private limitsOf(instants: readonly Instant[], depth: number): Limits {
    const { unit, rules } = this;
    const isAt = ({ from, end }: Instant, mark: number): boolean => {
      for (let index = from; index < end; index++) if (isMarked(unit, index, mark)) return true;
      return false;
    };
    const acting = rules.exclusions.map((one, mark) => ({ ...one, mark })).filter(({ after }) => after <= depth);
    const between = acting.filter(({ before }) => before <= depth);
    // Where `before` is not reached, the `after` step must not come before the last that is excluded in the window.
    const notBefore = acting
      .filter(({ before }) => before > depth)
      .map(({ after, mark }) => ({ after, time: instants.findLast((one) => isAt(one, mark))?.time ?? -Infinity }));
    return {
      forbid: (instant, base, to) =>
        between.some(({ after, before, mark }) => after <= base && to < before && isAt(instant, mark)) ||
        notBefore.some(({ after, time }) => base < after && after <= to && instant.time < time),
    };
  }
}

interface Limits {
  /** Whether a try may not go from `base` to `to` (or stay, where they are one) at this instant. */
  forbid(instant: Instant, base: number, to: number): boolean;
}
interface Moves {
  readonly depth: number;
  readonly limits: Limits;
}
const NO_LIMITS: Limits = { forbid: () => false };
