import fc from 'fast-check';
import { BITS_PER_WORD, deepestTry, FunnelCount, type UnitEvents } from './funnel.ts';

interface Happening {
  readonly time: number;
  readonly steps: readonly number[];
}

const unitOf = (events: readonly Happening[]): UnitEvents => {
  const sorted = [...events].sort((a, b) => a.time - b.time);
  const word =
    (from: number) =>
    ({ steps }: Happening) =>
      steps.reduce(
        (bits, step) => (step >= from && step < from + BITS_PER_WORD ? bits | (1 << (step - from)) : bits),
        0,
      );
  return {
    length: sorted.length,
    times: Float64Array.from(sorted, ({ time }) => time),
    low: Int32Array.from(sorted, word(0)),
    high: Int32Array.from(sorted, word(BITS_PER_WORD)),
  };
};

/** Tries everything: each start, each event for the next step. Knows nothing of the product. */
const bruteForce = (events: readonly Happening[], steps: number, window: number) => {
  const deepestFrom = (start: number, used: ReadonlySet<number>, last: number, step: number): number => {
    let deepest = step;
    for (const [index, event] of events.entries()) {
      if (used.has(index) || event.time < last || event.time - start > window || !event.steps.includes(step)) continue;
      deepest = Math.max(deepest, deepestFrom(start, new Set([...used, index]), event.time, step + 1));
    }
    return step === steps ? steps : deepest;
  };
  let best: { depth: number; start: number } | undefined;
  for (const [index, { time, steps: own }] of events.entries()) {
    if (!own.includes(0)) continue;
    const depth = deepestFrom(time, new Set([index]), time, 1);
    if (!best || depth > best.depth || (depth === best.depth && time < best.start)) best = { depth, start: time };
  }
  return best;
};

it('finds the deepest try, of equals the earliest, as trying everything does', () => {
  const happening = fc.record({
    time: fc.integer({ min: 0, max: 6 }),
    steps: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
  });
  const window = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Infinity));
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 7 }),
      fc.integer({ min: 1, max: 5 }),
      window,
      (events, steps, within) => {
        const own = events.map((event) => ({ ...event, steps: event.steps.filter((step) => step < steps) }));
        expect(deepestTry(unitOf(own), { steps, windowMs: within })).toEqual(bruteForce(own, steps, within));
      },
    ),
    { numRuns: 20_000 },
  );
});

const chain = (steps: number, time = (step: number) => step): Happening[] =>
  Array.from({ length: steps }, (_, step) => ({ time: time(step), steps: [step] }));

it('takes sixty steps, one after the other and all at once', () => {
  const rules = { steps: 60, windowMs: 100 };
  expect(deepestTry(unitOf(chain(60)), rules)).toEqual({ depth: 60, start: 0 });
  expect(deepestTry(unitOf(chain(60, () => 7).reverse()), rules)).toEqual({ depth: 60, start: 7 });
});

it('ends the window inclusively', () => {
  const events = unitOf([
    { time: 0, steps: [0] },
    { time: 10, steps: [1] },
  ]);
  expect(deepestTry(events, { steps: 2, windowMs: 10 })?.depth).toBe(2);
  expect(deepestTry(events, { steps: 2, windowMs: 9 })?.depth).toBe(1);
});

it('never lets one event serve two steps', () => {
  expect(deepestTry(unitOf([{ time: 0, steps: [0, 1] }]), { steps: 2, windowMs: 1 })?.depth).toBe(1);
});

it('puts everybody who entered in exactly one place per step', () => {
  const count = new FunnelCount({ steps: 3, windowMs: 10 }, 20);
  count.add(unitOf(chain(3)));
  count.add(unitOf([{ time: 10, steps: [0] }])); // its window ended at 20
  count.add(
    unitOf([
      { time: 11, steps: [0] },
      { time: 12, steps: [1] },
    ]),
  );
  count.add(unitOf([{ time: 1, steps: [2] }]));
  expect(count).toMatchObject({ reached: [3, 2, 1], dropped: [1, 0, 0], open: [0, 1, 0] });
});
