import { endOfInstant, type FunnelRules, matches, mayStart, timeAt, type Try, type UnitEvents } from './unit-events.ts';
import { isVoided } from './voids.ts';

/**
 * The try that does the most steps in any order, of equals a clean one, then the earliest. A voided one stays at its
 * first step.
 */
export const anyOrderTry = (unit: UnitEvents, rules: FunnelRules): Try | undefined => {
  let best: Candidate | undefined;
  for (let index = 0; index < unit.length; index = endOfInstant(unit, index)) {
    if (!startsAt(unit, rules, index)) continue;
    const end = endOfWindow(unit, timeAt(unit, index) + rules.windowMs, best);
    if (best && !mayBeBetter(best, index, end)) continue;
    const { times } = earliestOf(unit, rules, index, end);
    const candidate = { times, end, voided: isVoided(unit, rules, { times }) };
    if (isBetter(candidate, best)) best = candidate;
  }
  return best && { times: best.voided ? best.times.slice(0, 1) : best.times };
};

interface Candidate extends Try {
  readonly voided: boolean;
  /** Behind the last event in its window. */
  readonly end: number;
}

/** Than a clean try: not a later start with the same end, nor with no more events than that did steps. */
const mayBeBetter = (best: Candidate, from: number, end: number): boolean =>
  best.voided || (best.end !== end && end - from > best.times.length);

const isBetter = (one: Candidate, best: Candidate | undefined): boolean => {
  if (!best || one.times.length !== best.times.length) return one.times.length > (best?.times.length ?? 0);
  return best.voided && !one.voided;
};

const startsAt = (unit: UnitEvents, rules: FunnelRules, index: number): boolean => {
  if (!mayStart(rules, timeAt(unit, index))) return false;
  for (let at = index; at < endOfInstant(unit, index); at++)
    if ((unit.low[at] ?? 0) !== 0 || (unit.high[at] ?? 0) !== 0) return true;
  return false;
};

const endOfWindow = (unit: UnitEvents, horizon: number, earlier: Candidate | undefined): number => {
  let end = earlier?.end ?? 0;
  while (end < unit.length && timeAt(unit, end) <= horizon) end++;
  return end;
};

/** Takes each event that some step still lacks, in order of time: a matroid, so nothing else is earlier anywhere. */
const earliestOf = (unit: UnitEvents, rules: FunnelRules, from: number, end: number): Try => {
  const steps = new StepsInAnyOrder(rules.steps);
  const times: number[] = [];
  for (let index = from; index < end && times.length < rules.steps; index++)
    if (steps.take(unit.low[index] ?? 0, unit.high[index] ?? 0)) times.push(timeAt(unit, index));
  return { times };
};

/** Gives each taken event a step of its own, moving earlier events where needed (Kuhn's augmenting paths). */
export class StepsInAnyOrder {
  private readonly owners: (Masks | undefined)[];
  private readonly useless: Masks[] = [];

  constructor(steps: number) {
    this.owners = Array.from({ length: steps }, () => undefined);
  }

  /** False when all steps that the event matches are done by others, however they are arranged; then it stays so. */
  take(low: number, high: number): boolean {
    if ((low | high) === 0 || this.useless.some(([l, h]) => l === low && h === high)) return false;
    if (this.settle([low, high])) return true;
    this.useless.push([low, high]);
    return false;
  }

  private settle(event: Masks, seen?: Set<number>): boolean {
    const free = this.owners.findIndex((owner, step) => owner === undefined && matches(event[0], event[1], step));
    if (free >= 0) {
      this.owners[free] = event;
      return true;
    }
    return this.settleByMoving(event, seen ?? new Set());
  }

  private settleByMoving(event: Masks, seen: Set<number>): boolean {
    for (const [step, owner] of this.owners.entries()) {
      if (owner === undefined || seen.has(step) || !matches(event[0], event[1], step)) continue;
      seen.add(step);
      if (!this.settle(owner, seen)) continue;
      this.owners[step] = event;
      return true;
    }
    return false;
  }
}

type Masks = readonly [low: number, high: number];
