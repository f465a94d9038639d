import { anyOrderTry } from './any-order-try.ts';
import { orderedTry } from './ordered-try.ts';
import { PathSearch } from './path-search.ts';
import { type FunnelRules, keepFirstOccurrences, type Try, type UnitEvents } from './unit-events.ts';
import { isVoided } from './voids.ts';

/**
 * The try that counts for a unit: the deepest, of equals a clean one, then the earliest. Undefined for who never started,
 * and for whose deepest tries are all voided (in any order they stay at the first step). Changes the events where a step
 * asks for its first occurrence.
 */
export const countedTry = (unit: UnitEvents, rules: FunnelRules): Try | undefined => {
  keepFirstOccurrences(unit, rules.firsts);
  switch (rules.order) {
    case 'any':
      return anyOrderTry(unit, rules);
    case 'strict':
      return strictTry(unit, rules);
    case 'ordered': {
      const deepest = orderedTry(unit, rules);
      if (!deepest || !isVoided(unit, rules, deepest)) return deepest;
      return new PathSearch(unit, rules).earliest(deepest.times.length, { clean: true });
    }
  }
};

const strictTry = (unit: UnitEvents, rules: FunnelRules): Try | undefined => {
  const search = new PathSearch(unit, rules);
  const depth = search.deepestStrict();
  return depth === 0 ? undefined : search.earliest(depth, { clean: rules.exclusions.length > 0 });
};
