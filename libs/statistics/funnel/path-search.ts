import { deepestAt } from './matching.ts';
import {
  endOfInstant,
  type Exclusion,
  type FunnelRules,
  isMarked,
  matchesAt,
  mayStart,
  timeAt,
  type Try,
  type UnitEvents,
} from './unit-events.ts';

/**
 * Tries from one start at a time: where the linear programme of `orderedTry` cannot tell, because an exclusion asks how a
 * try went on or strict order lets nothing pass. The cost is the starts times the instants in their windows.
 */
export class PathSearch {
  /** Where each instant begins, and behind the last one where the events end. */
  private readonly instants: readonly number[];

  constructor(
    private readonly unit: UnitEvents,
    private readonly rules: FunnelRules,
  ) {
    const instants: number[] = [];
    for (let from = 0; from < unit.length; from = endOfInstant(unit, from)) instants.push(from);
    this.instants = [...instants, unit.length];
  }

  /** How deep a strict try gets: each instant must bring it on, or it is broken. */
  deepestStrict(): number {
    let deepest = 0;
    for (let start = 0; start < this.instants.length - 1; start++)
      if (this.isStart(start)) deepest = Math.max(deepest, this.strictDepthFrom(start));
    return deepest;
  }

  /** The earliest try that gets `depth` deep; with `clean` the earliest that no exclusion voids. */
  earliest(depth: number, { clean }: { readonly clean: boolean }): Try | undefined {
    const acting = clean ? actingAt(this.rules.exclusions, depth) : NOTHING;
    for (let start = 0; start < this.instants.length - 1; start++) {
      if (!this.isStart(start)) continue;
      const end = this.endOfWindow(start);
      const span = { start, end, depth, acting, notBefore: this.notBefore(start, end, acting) };
      // Mostly this is all there is to say: something excluded follows the first step in its window.
      if (this.timeOf(start) < (span.notBefore[1] ?? -Infinity)) continue;
      const found = this.pathFrom(span);
      if (found) return found;
    }
    return undefined;
  }

  private timeOf(instant: number): number {
    return timeAt(this.unit, this.instants[instant] ?? 0);
  }

  private isStart(instant: number): boolean {
    if (!mayStart(this.rules, this.timeOf(instant))) return false;
    const end = this.instants[instant + 1] ?? 0;
    for (let index = this.instants[instant] ?? 0; index < end; index++) if (matchesAt(this.unit, index, 0)) return true;
    return false;
  }

  private isMarkedAt(instant: number, mark: number): boolean {
    const end = this.instants[instant + 1] ?? 0;
    for (let index = this.instants[instant] ?? 0; index < end; index++)
      if (isMarked(this.unit, index, mark)) return true;
    return false;
  }

  /** The instant behind the last one in the window of a start. */
  private endOfWindow(start: number): number {
    const horizon = this.timeOf(start) + this.rules.windowMs;
    let end = start + 1;
    while (end < this.instants.length - 1 && this.timeOf(end) <= horizon) end++;
    return end;
  }

  private reach(instant: number, base: number, depth: number): number {
    return deepestAt(this.unit, this.instants[instant] ?? 0, this.instants[instant + 1] ?? 0, [base, depth]);
  }

  private strictDepthFrom(start: number): number {
    const end = this.endOfWindow(start);
    let standing = [0];
    let deepest = 0;
    for (let instant = start; instant < end && standing.length > 0; instant++) {
      const next = new Set<number>();
      for (const base of standing) {
        const reached = this.reach(instant, base, this.rules.steps);
        for (let depth = base + 1; depth <= reached; depth++) next.add(depth);
      }
      standing = [...next];
      deepest = Math.max(deepest, ...standing);
    }
    return deepest;
  }

  /** By step: where `before` is not reached, `after` must not come before the last that is excluded in the window. */
  private notBefore(start: number, end: number, { toTheEnd }: Acting): readonly (number | undefined)[] {
    const times: (number | undefined)[] = [];
    for (const { after, mark } of toTheEnd) {
      let last = end - 1;
      while (last > start && !this.isMarkedAt(last, mark)) last--;
      if (last > start) times[after] = Math.max(times[after] ?? -Infinity, this.timeOf(last));
    }
    return times;
  }

  /** Backwards it is found from where the end can be reached; forwards each next step is taken as early as it can be. */
  private pathFrom(span: Span): Try | undefined {
    const behind = this.reachableBehind(span);
    const times: number[] = [];
    for (let instant = span.start; instant < span.end && times.length < span.depth; instant++) {
      const to = this.furthest(instant, times.length, behind.pop() ?? [], span);
      if (to === 0) return undefined;
      while (times.length < to) times.push(this.timeOf(instant));
    }
    return times.length === span.depth ? { times } : undefined;
  }

  /** By instant, the last one first: the depths behind it from which the end can be reached. */
  private reachableBehind(span: Span): (readonly boolean[])[] {
    let reachable: readonly boolean[] = endOnly(span.depth);
    const behind = [reachable];
    for (let instant = span.end - 1; instant > span.start; instant--) {
      const next = endOnly(span.depth);
      for (let base = 1; base < span.depth; base++) next[base] = this.furthest(instant, base, reachable, span) > 0;
      behind.push((reachable = next));
    }
    return behind;
  }

  /** The deepest that a try at `base` may stand behind the instant, so that it still can reach the end; 0 for nowhere. */
  private furthest(instant: number, base: number, reachable: readonly boolean[], span: Span): number {
    const least = base === 0 || this.rules.order === 'strict' ? base + 1 : base;
    for (let to = this.reach(instant, base, span.depth); to >= least; to--)
      if (reachable[to] && !this.isForbidden(instant, base, to, span)) return to;
    return 0;
  }

  /** Whether an exclusion voids who goes from `base` to `to` (or stays, where they are one) at this instant. */
  private isForbidden(instant: number, base: number, to: number, { acting, notBefore }: Span): boolean {
    for (const { after, before, mark } of acting.between)
      if (after <= base && to < before && this.isMarkedAt(instant, mark)) return true;
    for (let step = base + 1; step <= to; step++)
      if (this.timeOf(instant) < (notBefore[step] ?? -Infinity)) return true;
    return false;
  }
}

interface Span {
  /** Instants: from the start to behind the last in its window. */
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly acting: Acting;
  readonly notBefore: readonly (number | undefined)[];
}

type Marked = Exclusion & { readonly mark: number };

/** The exclusions that act on a try of some depth, by whether it gets to their `before`. */
interface Acting {
  readonly between: readonly Marked[];
  readonly toTheEnd: readonly Marked[];
}

const NOTHING: Acting = { between: [], toTheEnd: [] };

const actingAt = (exclusions: readonly Exclusion[], depth: number): Acting => {
  const acting = exclusions.map((one, mark) => ({ ...one, mark })).filter(({ after }) => after <= depth);
  return {
    between: acting.filter(({ before }) => before <= depth),
    toTheEnd: acting.filter(({ before }) => before > depth),
  };
};

const endOnly = (depth: number): boolean[] => {
  const depths = Array.from({ length: depth + 1 }, () => false);
  depths[depth] = true;
  return depths;
};
