import { isMarked, timeAt, type FunnelRules, type Try, type UnitEvents } from './unit-events.ts';

/**
 * An exclusion acts after its `after` step and before its `before` step, not at the instant of either; where `before` was
 * not reached, to the end of the window, inclusive.
 */
export const isVoided = (unit: UnitEvents, { exclusions, windowMs }: FunnelRules, { times }: Try): boolean =>
  exclusions.some(({ after, before }, mark) => {
    const [from, to, start] = [times[after - 1], times[before - 1], times[0]];
    if (from === undefined || start === undefined) return false;
    for (let index = unit.length - 1; index >= 0 && timeAt(unit, index) > from; index--) {
      const time = timeAt(unit, index);
      if (isMarked(unit, index, mark) && (to === undefined ? time <= start + windowMs : time < to)) return true;
    }
    return false;
  });
