import fc from 'fast-check';
import { type ReferenceEvent, type ReferenceRules, referenceTry } from '../../../test/support/funnel-reference.ts';
import { countedTry } from './counted-try.ts';
import { NO_VALUE, valuesOfSteps } from './step-values.ts';
import { BITS_PER_WORD, eventsFor, type FunnelRules, type UnitEvents } from './unit-events.ts';

/** Exclusion i is mark i; a step that is sought by its candidates has the mark MARK_OF_STEP + step. */
const MARK_OF_STEP = 8;

const VALUES = ['a', 'b', 'c'];
const codeOf = (value: string | null | undefined): number => VALUES.indexOf(value ?? '');
/** What says nothing comes last. */
const compare = (a: number, b: number): number => (a === NO_VALUE ? 1 : b === NO_VALUE ? -1 : a - b);

const unitOf = (events: readonly ReferenceEvent[]): UnitEvents => {
  const unit = eventsFor(events.length);
  unit.length = events.length;
  const bits = (positions: readonly number[]): number => positions.reduce((all, position) => all | (1 << position), 0);
  [...events]
    .sort((a, b) => a.time - b.time)
    .forEach(({ time, steps, exclusions, candidateFor = [], value }, index) => {
      unit.times[index] = time;
      unit.values[index] = codeOf(value);
      unit.low[index] = bits(steps.filter((step) => step <= BITS_PER_WORD).map((step) => step - 1));
      unit.high[index] = bits(steps.filter((step) => step > BITS_PER_WORD).map((step) => step - 1 - BITS_PER_WORD));
      unit.marks[index] = bits([...exclusions, ...candidateFor.map((step) => MARK_OF_STEP + step)]);
    });
  return unit;
};

type Case = readonly [readonly ReferenceEvent[], ReferenceRules, candidates: boolean];

const rulesOf = ({ firsts, ...rules }: ReferenceRules, candidates: boolean): FunnelRules => ({
  ...rules,
  firsts: firsts.map((step) => ({ step: step - 1, ...(candidates ? { mark: MARK_OF_STEP + step } : {}) })),
});

const plain = (steps: number, windowMs: number): ReferenceRules => ({
  ...{ steps, windowMs, order: 'ordered', entered: { from: -Infinity, to: Infinity }, exclusions: [], firsts: [] },
});

/** Few times and few steps, so that ties, repeats and windows that end on an event are the rule. */
const cases = (order: ReferenceRules['order']): fc.Arbitrary<Case> =>
  fc.integer({ min: 1, max: 4 }).chain((steps) => {
    const step = fc.integer({ min: 1, max: steps });
    const some = fc.uniqueArray(step, { maxLength: 2 });
    const event = fc.record({
      time: fc.integer({ min: 0, max: 7 }),
      steps: some,
      exclusions: fc.subarray([0, 1], { maxLength: 1 }),
      more: fc.option(step),
      value: fc.constantFrom(null, ...VALUES),
    });
    const between =
      order === 'any'
        ? fc.constant({ after: 1, before: steps })
        : fc
            .tuple(step, step)
            .filter(([after, before]) => after < before)
            .map(([after, before]) => ({ after, before }));
    const rules = fc.record({
      steps: fc.constant(steps),
      order: fc.constant(order),
      windowMs: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Infinity)),
      entered: fc.constantFrom({ from: -Infinity, to: Infinity }, { from: 1, to: 5 }, { from: 2, to: Infinity }),
      exclusions: steps === 1 ? fc.constant([]) : fc.array(between, { maxLength: 2 }),
      firsts: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.uniqueArray(step, { maxLength: 2 })),
    });
    return fc.tuple(fc.array(event, { maxLength: 8 }), rules, fc.boolean()).map(([events, rule, candidates]): Case => [
      events.map(({ more, ...one }) => ({
        ...one,
        ...(candidates ? { candidateFor: [...new Set([...one.steps, ...(more === null ? [] : [more])])] } : {}),
      })),
      rule,
      candidates,
    ]);
  });

describe.each(['ordered', 'strict', 'any'] as const)('%s', (order) => {
  it('counts the try that trying everything finds, in 5,000 histories, whatever order a moment is stored in', () => {
    fc.assert(
      fc.property(cases(order), ([events, rules, candidates]) => {
        const expected = referenceTry(events, rules);
        for (const stored of [events, [...events].reverse()]) {
          const [unit, own] = [unitOf(stored), rulesOf(rules, candidates)];
          const counted = countedTry(unit, own);
          expect(counted?.times).toEqual(expected?.times);
          if (counted) expect(valuesOfSteps(unit, own, counted, compare)).toEqual(expected?.values.map(codeOf));
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not mind a fact told twice where no two steps take the same', () => {
    fc.assert(
      fc.property(cases(order), fc.infiniteStream(fc.boolean()), ([events, rules, candidates], twice) => {
        const apart = events.map((event) => ({ ...event, steps: event.steps.slice(0, 1) }));
        const told = apart.flatMap((event) => (twice.next().value ? [event, event] : [event]));
        expect(countedTry(unitOf(told), rulesOf(rules, candidates))).toEqual(
          countedTry(unitOf(apart), rulesOf(rules, candidates)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

const chain = (steps: number, time = (step: number) => step): ReferenceEvent[] =>
  Array.from({ length: steps }, (_, step) => ({ time: time(step), steps: [step + 1], exclusions: [] }));

it('takes sixty steps, one after the other, all at once, strictly and in any order', () => {
  const sixty = Array.from({ length: 60 }, (_, step) => step);
  for (const order of ['ordered', 'strict', 'any'] as const) {
    const rules = { ...plain(60, 100), order, firsts: [] };
    expect(countedTry(unitOf(chain(60)), rules)?.times).toEqual(sixty);
    expect(countedTry(unitOf(chain(60, () => 7).reverse()), rules)?.times).toEqual(sixty.map(() => 7));
  }
  const backwards = chain(60, (step) => 59 - step);
  expect(countedTry(unitOf(backwards), { ...plain(60, 100), order: 'any', firsts: [] })?.times).toEqual(sixty);
});
