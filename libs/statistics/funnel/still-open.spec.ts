import fc from 'fast-check';
import { countedTry } from './counted-try.ts';
import { Tries } from './tries.ts';
import { eventsFor, type FunnelRules, type UnitEvents } from './unit-events.ts';

const STEPS = 4;
const SPAN = 400;
const WINDOW = 60;

interface Event {
  readonly time: number;
  readonly step: number;
  readonly mark: boolean;
}

/** What is known of a unit at a moment. */
const knownAt = (events: readonly Event[], asOf: number): UnitEvents => {
  const known = events.filter(({ time }) => time <= asOf).sort((a, b) => a.time - b.time);
  const unit = eventsFor(known.length);
  unit.length = known.length;
  known.forEach(({ time, step, mark }, index) => {
    unit.times[index] = time;
    unit.low[index] = step === 0 ? 0 : 1 << (step - 1);
    unit.marks[index] = Number(mark);
  });
  return unit;
};

const event = fc.record({
  time: fc.integer({ min: 0, max: SPAN }),
  step: fc.integer({ min: 0, max: STEPS }),
  mark: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
});
const histories = fc.array(fc.array(event, { maxLength: 12 }), { minLength: 60, maxLength: 60 });

/** 1,000 random moments, in order, of facts that are only added in order of time. */
describe.each(['ordered', 'strict', 'any'] as const)('%s, at 1,000 random moments', (order) => {
  const [units = []] = fc.sample(histories, { numRuns: 1, seed: 7 });
  const [moments = []] = fc.sample(
    fc.array(fc.integer({ min: 0, max: SPAN + WINDOW + 10 }), { minLength: 1_000, maxLength: 1_000 }),
    { numRuns: 1, seed: 11 },
  );
  const rules: FunnelRules = {
    ...{ steps: STEPS, order, windowMs: WINDOW, entered: { from: -Infinity, to: Infinity }, firsts: [] },
    exclusions: [{ after: 1, before: STEPS }],
  };
  /** By unit: the tries that were seen as dropped. */
  const dropped = units.map(() => new Set<string>());
  const seen = { dropped: 0, open: 0 };

  const lookAt = (index: number, asOf: number, tries: Tries): void => {
    const counted = countedTry(knownAt(units[index]!, asOf), rules);
    if (!counted) return;
    tries.add(counted, index);
    const place = tries.figures([tries.count - 1])[counted.times.length - 1]!;
    // In any order a voided try stays at the first step, and a deeper one voided later is another try.
    const tried = order === 'any' ? `${counted.times[0]} ${counted.times.length}` : String(counted.times.length);
    seen.dropped += place.dropped;
    seen.open += place.open;
    if (place.dropped === 1) dropped[index]!.add(tried);
    expect(place.open === 1 && dropped[index]!.has(tried)).toBe(false);
  };

  it('everybody who entered is in one place per step, and no try goes back from dropped to open', () => {
    for (const asOf of [...moments].sort((a, b) => a - b)) {
      const tries = new Tries({ steps: STEPS, windowMs: WINDOW, asOf });
      for (const index of units.keys()) lookAt(index, asOf, tries);
      const figures = tries.figures();
      for (const [index, step] of figures.slice(0, -1).entries())
        expect(step.reached).toBe(figures[index + 1]!.reached + step.dropped + step.open);
      expect(figures[0]!.reached).toBe(tries.count);
    }
    expect(Math.min(seen.dropped, seen.open)).toBeGreaterThan(1_000);
  });
});
