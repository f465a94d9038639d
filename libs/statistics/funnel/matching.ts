import { matches, matchesAt, type UnitEvents } from './unit-events.ts';

/** How deep whoever stands at `base` gets with the events from `from` to before `end`, all of one instant, at most to `steps`. */
export const deepestAt = (
  unit: UnitEvents,
  from: number,
  end: number,
  [base, steps]: readonly [number, number],
): number => {
  if (base >= steps) return base;
  if (end === from + 1) return matchesAt(unit, from, base) ? base + 1 : base;
  return deepestOf(kindsOf(unit, from, end), base, steps);
};

/** The same with what the events of one instant match. */
export const deepestOf = (kinds: readonly Kind[], base: number, steps: number): number => {
  const matching = new Matching(kinds);
  let depth = base;
  while (depth < steps && matching.add(depth)) depth++;
  return depth;
};

/** Events with the same steps are interchangeable. */
interface Kind {
  readonly low: number;
  readonly high: number;
  count: number;
}

export const kindsOf = (unit: UnitEvents, from: number, end: number): readonly Kind[] => {
  const kinds: Kind[] = [];
  for (let at = from; at < end; at++) {
    const [low, high] = [unit.low[at] ?? 0, unit.high[at] ?? 0];
    const known = kinds.find((kind) => kind.low === low && kind.high === high);
    if (known) known.count++;
    else kinds.push({ low, high, count: 1 });
  }
  return kinds;
};

/** Gives each added step an event of its own, moving earlier ones where needed (Kuhn's augmenting paths). */
class Matching {
  private readonly served: number[][];

  constructor(private readonly kinds: readonly Kind[]) {
    this.served = kinds.map(() => []);
  }

  /** False when there is no event left for this step, however the others are arranged. */
  add(step: number, seen = new Set<number>()): boolean {
    for (const [index, kind] of this.kinds.entries()) {
      if (seen.has(index) || !matches(kind.low, kind.high, step)) continue;
      seen.add(index);
      if (this.settle(step, index, seen)) return true;
    }
    return false;
  }

  private settle(step: number, index: number, seen: Set<number>): boolean {
    const served = this.served[index] ?? [];
    if (served.length < (this.kinds[index]?.count ?? 0)) {
      served.push(step);
      return true;
    }
    const moved = served.findIndex((other) => this.add(other, seen));
    if (moved < 0) return false;
    served[moved] = step;
    return true;
  }
}
