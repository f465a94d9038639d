/** Events of one learner or enrolment in order of time; of one instant in any order. */
export interface UnitEvents {
  length: number;
  /** Milliseconds. */
  readonly times: Float64Array;
  /** Which steps an event matches: step 1 is bit 0 of `low`, step 31 bit 0 of `high`. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Exclusion i is bit i; the marks of first-ever steps come behind them (see `FirstOccurrence`). */
  readonly marks: Int32Array;
  /** A number for what the event says of the breakdown; only where one is asked for. */
  readonly values: Int32Array;
}

/** 60 steps in two words of 30: all of it stays in small integers. */
export const BITS_PER_WORD = 30;

export const eventsFor = (length: number): UnitEvents => ({
  length: 0,
  times: new Float64Array(length),
  low: new Int32Array(length),
  high: new Int32Array(length),
  marks: new Int32Array(length),
  values: new Int32Array(length),
});

/** Of an exclusion, steps counted from 1: it acts between the two. */
export interface Exclusion {
  readonly after: number;
  readonly before: number;
}

/** Only the first event serves the step: the first that matches it, or the first that carries the mark. */
export interface FirstOccurrence {
  /** From 0. */
  readonly step: number;
  readonly mark?: number;
}

export interface FunnelRules {
  readonly steps: number;
  readonly order: 'ordered' | 'strict' | 'any';
  /** From the first step, inclusive; Infinity for none. */
  readonly windowMs: number;
  /** Starts are at or after `from` and before `to`. */
  readonly entered: { readonly from: number; readonly to: number };
  readonly exclusions: readonly Exclusion[];
  readonly firsts: readonly FirstOccurrence[];
}

/** Distinct events for the steps 1 to `times.length`. */
export interface Try {
  /** Milliseconds, one for each step reached, never falling. */
  readonly times: readonly number[];
}

export const matches = (low: number, high: number, step: number): boolean =>
  step < BITS_PER_WORD ? ((low >>> step) & 1) === 1 : ((high >>> (step - BITS_PER_WORD)) & 1) === 1;

export const matchesAt = ({ low, high }: UnitEvents, index: number, step: number): boolean =>
  matches(low[index] ?? 0, high[index] ?? 0, step);

export const timeAt = ({ times }: UnitEvents, index: number): number => times[index] ?? 0;

export const mayStart = ({ entered }: FunnelRules, time: number): boolean => time >= entered.from && time < entered.to;

/** The index behind the last event of the instant at which event `from` happened. */
export const endOfInstant = (unit: UnitEvents, from: number): number => {
  const time = timeAt(unit, from);
  let end = from + 1;
  while (end < unit.length && unit.times[end] === time) end++;
  return end;
};

/** Takes a step away from all events but those of the first instant; changes the events. */
export const keepFirstOccurrences = (unit: UnitEvents, firsts: readonly FirstOccurrence[]): void => {
  for (const first of firsts) {
    const time = firstTimeOf(unit, first);
    const word = first.step < BITS_PER_WORD ? unit.low : unit.high;
    const others = ~(1 << (first.step % BITS_PER_WORD));
    for (let index = unit.length - 1; index >= 0 && timeAt(unit, index) > time; index--)
      word[index] = (word[index] ?? 0) & others;
  }
};

const firstTimeOf = (unit: UnitEvents, { step, mark }: FirstOccurrence): number => {
  for (let index = 0; index < unit.length; index++)
    if (mark === undefined ? matchesAt(unit, index, step) : isMarked(unit, index, mark)) return timeAt(unit, index);
  return Infinity;
};

export const isMarked = ({ marks }: UnitEvents, index: number, mark: number): boolean =>
  (((marks[index] ?? 0) >>> mark) & 1) === 1;
