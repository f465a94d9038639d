/**
 * What a funnel is, slow and obviously right: every assignment of distinct events to steps is written down and the rules of
 * the question are applied to each. Imports nothing: it is what the product is held against.
 */
export interface ReferenceEvent {
  readonly time: number;
  /** Steps it matches, from 1. */
  readonly steps: readonly number[];
  /** Exclusions it matches, from 0. */
  readonly exclusions: readonly number[];
  /** Steps for which it is looked at when the first occurrence is sought, from 1. */
  readonly candidateFor?: readonly number[];
  /** What it says of the breakdown. */
  readonly value?: string | null;
}

export interface ReferenceRules {
  readonly steps: number;
  readonly order: 'ordered' | 'strict' | 'any';
  readonly windowMs: number;
  readonly entered: { readonly from: number; readonly to: number };
  readonly exclusions: readonly { readonly after: number; readonly before: number }[];
  /** Steps that only their first occurrence serves, from 1. */
  readonly firsts: readonly number[];
}

export interface ReferenceTry {
  readonly times: readonly number[];
  readonly values: readonly (string | null)[];
}

/** The try that counts; undefined for who never started and for who left the funnel. */
export const referenceTry = (told: readonly ReferenceEvent[], rules: ReferenceRules): ReferenceTry | undefined => {
  const events = told.map((event) => ({
    ...event,
    steps: event.steps.filter((step) => serves(event, step, told, rules)),
  }));
  const tries = rules.order === 'any' ? triesInAnyOrder(events, rules) : triesInOrder(events, rules);
  const depth = Math.max(0, ...tries.map((one) => one.length));
  if (depth === 0) return undefined;
  const deepest = tries.filter((one) => one.length === depth);
  const clean = deepest.filter((one) => !isVoided(one, events, rules));
  if (clean.length > 0) return asTry(earliest(clean));
  return rules.order === 'any' ? asTry(earliest(deepest).slice(0, 1)) : undefined;
};

const serves = (
  event: ReferenceEvent,
  step: number,
  all: readonly ReferenceEvent[],
  { firsts }: ReferenceRules,
): boolean =>
  !firsts.includes(step) ||
  all.every((other) => !(other.candidateFor ?? other.steps).includes(step) || other.time >= event.time);

type Chosen = readonly ReferenceEvent[];

const isStart = ({ time }: ReferenceEvent, { entered }: ReferenceRules): boolean =>
  time >= entered.from && time < entered.to;

/** Every choice of distinct events for the steps 1 to k, for every k. */
const triesInOrder = (events: readonly ReferenceEvent[], rules: ReferenceRules): readonly Chosen[] => {
  const goOn = (chosen: Chosen): readonly Chosen[] => {
    const longer = chosen.length < rules.steps ? events.filter((event) => mayFollow(chosen, event, events, rules)) : [];
    return [chosen, ...longer.flatMap((event) => goOn([...chosen, event]))];
  };
  return goOn([]).filter(({ length }) => length > 0);
};

const mayFollow = (
  chosen: Chosen,
  event: ReferenceEvent,
  events: readonly ReferenceEvent[],
  rules: ReferenceRules,
): boolean => {
  const [start, previous] = [chosen[0], chosen.at(-1)];
  if (!event.steps.includes(chosen.length + 1) || chosen.includes(event)) return false;
  if (!start || !previous) return isStart(event, rules);
  const between = events.filter(({ time }) => previous.time < time && time < event.time);
  if (rules.order === 'strict' && between.length > 0) return false;
  return event.time >= previous.time && event.time <= start.time + rules.windowMs;
};

/** Every choice of a distinct event, or none, for each step; in order of time. */
const triesInAnyOrder = (events: readonly ReferenceEvent[], rules: ReferenceRules): readonly Chosen[] => {
  const goOn = (step: number, chosen: Chosen): readonly Chosen[] => {
    if (step > rules.steps) return [chosen];
    const serving = events.filter((event) => event.steps.includes(step) && !chosen.includes(event));
    return [...goOn(step + 1, chosen), ...serving.flatMap((event) => goOn(step + 1, [...chosen, event]))];
  };
  const inOrder = (chosen: Chosen): Chosen =>
    [...chosen].sort((a, b) => a.time - b.time || compareValues(a.value, b.value));
  return goOn(1, [])
    .map(inOrder)
    .filter(([first, ...later]) => first && isStart(first, rules) && isWithin(first, later, rules));
};

const isWithin = (first: ReferenceEvent, later: Chosen, { windowMs }: ReferenceRules): boolean =>
  later.every(({ time }) => time <= first.time + windowMs);

const isVoided = (chosen: Chosen, events: readonly ReferenceEvent[], rules: ReferenceRules): boolean =>
  rules.exclusions.some(({ after, before }, index) => {
    const [start, from, to] = [chosen[0], chosen[after - 1], chosen[before - 1]];
    if (!start || !from) return false;
    const excluded = events.filter(({ exclusions }) => exclusions.includes(index)).map(({ time }) => time);
    const inWindow = excluded.filter((time) => time > from.time && time <= start.time + rules.windowMs);
    return inWindow.some((time) => to === undefined || time < to.time);
  });

const earliest = (tries: readonly Chosen[]): Chosen =>
  tries.reduce((best, one) => (compareTries(one, best) < 0 ? one : best));

/** Earlier times first; of equal times the lesser values, step by step; nothing told comes last. */
const compareTries = (a: Chosen, b: Chosen): number => {
  const byTime = a.map(({ time }, step) => time - (b[step]?.time ?? 0)).find((difference) => difference !== 0);
  const byValue = a.map(({ value }, step) => compareValues(value, b[step]?.value)).find((sign) => sign !== 0);
  return byTime ?? byValue ?? 0;
};

const compareValues = (a: string | null | undefined, b: string | null | undefined): number => {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
};

const asTry = (chosen: Chosen): ReferenceTry => ({
  times: chosen.map(({ time }) => time),
  values: chosen.map(({ value }) => value ?? null),
});
