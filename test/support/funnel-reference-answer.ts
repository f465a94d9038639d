import { type ReferenceEvent, type ReferenceRules, type ReferenceTry, referenceTry } from './funnel-reference.ts';

/**
 * The whole answer of a funnel from what was told, slow and plain, for what the specs tell and ask: conditions that are
 * equalities, enrolments whose facts state their course and run. Imports nothing of the product.
 */
export interface Told {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly at: number;
  readonly recorded: number;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Matcher {
  readonly event?: string;
  readonly where?: readonly { readonly field: string; readonly value: string }[];
  readonly anyOf?: readonly Matcher[];
}

export interface Question {
  readonly unit?: 'learner' | 'enrolment';
  readonly steps: readonly (Matcher & { readonly occurrence?: string })[];
  readonly order?: 'ordered' | 'strict' | 'any';
  readonly window?: { readonly days?: number; readonly unlimited?: true };
  readonly exclusions?: readonly (Matcher & { readonly after: number; readonly before: number })[];
  readonly entered?: { readonly from?: string; readonly to?: string };
  readonly breakdown?: {
    readonly by: string;
    readonly attribution?: 'first' | 'last' | 'all' | { readonly step: number };
    readonly limit?: number;
  };
  readonly interval?: 'day' | 'week' | 'month';
}

export interface Person {
  readonly unit: readonly string[];
  readonly times: readonly number[];
  readonly value: string | null;
}

const DAY = 86_400_000;
const windowOf = ({ window }: Question): number => (window?.unlimited ? Infinity : (window?.days ?? 14) * DAY);

/** Everybody who is in the funnel, with the try that counts. */
export const referencePeople = (told: readonly Told[], question: Question, asOf: number): readonly Person[] => {
  const facts = known(told, asOf);
  const units = new Map<string, Told[]>();
  for (const fact of facts) {
    const key = keyOf(fact, question);
    if (key) units.set(key, [...(units.get(key) ?? []), fact]);
  }
  const rules = rulesOf(question);
  return [...units].flatMap(([key, own]) => {
    if (question.unit === 'enrolment' && !own.some(({ type }) => type === 'learning.Enrolled')) return [];
    const context = { facts, own, question };
    const found = referenceTry(
      own.filter((fact) => counts(fact, question)).map((fact) => eventOf(fact, context)),
      rules,
    );
    if (!found) return [];
    return [{ unit: JSON.parse(key) as string[], times: found.times, value: saidBy(found, question) }];
  });
};

/** Told by then, each once, and not taken back by then. */
const known = (told: readonly Told[], asOf: number): readonly Told[] => {
  const byThen = told.filter(({ at, recorded }) => at <= asOf && recorded <= asOf);
  const once = [...new Map(byThen.map((fact) => [`${fact.source} ${fact.id}`, fact])).values()];
  const voided = once.flatMap(({ type, source, data }) =>
    type === 'learning.Voided' ? [`${source} ${(data['of'] as { id: string }).id}`] : [],
  );
  return once.filter(({ source, id }) => !voided.includes(`${source} ${id}`));
};

const keyOf = ({ learner, data }: Told, { unit }: Question): string | undefined => {
  if (unit !== 'enrolment') return JSON.stringify([learner]);
  return data['course'] === undefined ? undefined : JSON.stringify([learner, data['course'], data['run'] ?? '']);
};

/** Whether strict order minds it. */
const counts = ({ type }: Told, { steps, exclusions = [] }: Question): boolean =>
  (type.startsWith('learning.') && type !== 'learning.Voided') ||
  [...steps, ...exclusions].some((one) => (one.anyOf ?? [one]).some(({ event }) => event === type));

const rulesOf = (question: Question): ReferenceRules => ({
  steps: question.steps.length,
  order: question.order ?? 'ordered',
  windowMs: windowOf(question),
  entered: {
    from: question.entered?.from === undefined ? -Infinity : Date.parse(question.entered.from),
    to: question.entered?.to === undefined ? Infinity : Date.parse(question.entered.to),
  },
  exclusions: question.exclusions ?? [],
  firsts: question.steps.flatMap(({ occurrence = 'any' }, index) => (occurrence === 'any' ? [] : [index + 1])),
});

interface Context {
  readonly facts: readonly Told[];
  readonly own: readonly Told[];
  readonly question: Question;
}

const eventOf = (fact: Told, context: Context): ReferenceEvent => {
  const { steps, exclusions = [], breakdown } = context.question;
  const matched = (one: Matcher): boolean => matches(fact, one, context);
  const isOfKind = (one: Matcher): boolean => (one.anyOf ?? [one]).some(({ event }) => event === fact.type);
  const numbers = <T>(all: readonly T[], is: (one: T) => boolean, first: number): number[] =>
    all.flatMap((one, index) => (is(one) ? [index + first] : []));
  return {
    time: fact.at,
    steps: numbers(steps, matched, 1),
    exclusions: numbers(exclusions, matched, 0),
    candidateFor: numbers(steps, (step) => (step.occurrence === 'first-ever' ? isOfKind(step) : matched(step)), 1),
    value: breakdown ? fieldOf(fact, breakdown.by, context) : null,
  };
};

const matches = (fact: Told, { event, where = [], anyOf }: Matcher, context: Context): boolean =>
  (anyOf ? anyOf.some((one) => matches(fact, one, context)) : event === fact.type) &&
  where.every(({ field, value }) => fieldOf(fact, field, context) === value);

const fieldOf = (fact: Told, field: string, { facts, own }: Context): string | null => {
  const [kind = '', name = ''] = field.split('.');
  const text = (value: unknown): string | null => (value === undefined ? null : String(value));
  const attribute = (told: readonly Told[]): string | null => {
    const said = told.filter(
      ({ data }) => (data['attributes'] as Record<string, unknown> | undefined)?.[name] !== undefined,
    );
    const last = [...said].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1);
    return last ? text((last.data['attributes'] as Record<string, unknown>)[name]) : null;
  };
  if (kind === 'event') return text(fact.data[name]);
  if (kind === 'enrolment') return attribute(own.filter(({ type }) => type === 'learning.Enrolled'));
  if (kind !== 'person') return text(fact.data[kind]);
  const of = facts.filter(({ type, learner }) => type === 'learning.PersonDescribed' && learner === fact.learner);
  return attribute(of.filter(({ at }) => at <= fact.at));
};

const saidBy = ({ values }: ReferenceTry, { breakdown }: Question): string | null => {
  const attribution = breakdown?.attribution ?? 'first';
  const said = values.filter((value) => value !== null);
  const byName = { first: said[0], last: said.at(-1), all: new Set(values).size === 1 ? values[0] : null };
  return (typeof attribution === 'string' ? byName[attribution] : values[attribution.step - 1]) ?? null;
};

/** The steps of an answer, of these people. */
export const referenceSteps = (people: readonly Person[], question: Question, asOf: number): readonly object[] =>
  question.steps.map((step, index) => {
    const reached = people.filter(({ times }) => times.length > index);
    const before = people.filter(({ times }) => times.length >= Math.max(index, 1));
    const isLast = index === question.steps.length - 1;
    const ended = people.filter(({ times }) => !isLast && times.length === index + 1);
    const open = ended.filter(({ times }) => times[0]! + windowOf(question) > asOf).length;
    const share = (whole: readonly Person[]): number | null =>
      whole.length === 0 ? null : reached.length / whole.length;
    const seconds = (since: number): number[] => reached.map(({ times }) => (times[index]! - times[since]!) / 1000);
    return {
      name: (step.anyOf ?? [step]).map(({ event }) => event).join(' or '),
      ...{ reached: reached.length, open, dropped: ended.length - open },
      ...{ rateFromFirst: share(people), rateFromPrevious: share(before) },
      intervalFromFirst: index === 0 ? null : wilson(reached.length, people.length),
      intervalFromPrevious: index === 0 ? null : wilson(reached.length, before.length),
      secondsFromFirst: index === 0 ? null : durations(seconds(0)),
      secondsFromPrevious: index === 0 ? null : durations(seconds(index - 1)),
    };
  });

const wilson = (successes: number, total: number): object | null => {
  if (total === 0) return null;
  const z = 1.959963984540054;
  const p = successes / total;
  const margin = z * Math.sqrt((p * (1 - p)) / total + z ** 2 / (4 * total ** 2));
  const limit = (sign: number): number => (p + z ** 2 / (2 * total) + sign * margin) / (1 + z ** 2 / total);
  return { lower: successes === 0 ? 0 : limit(-1), upper: successes === total ? 1 : limit(1) };
};

const durations = (seconds: readonly number[]): object | null => {
  if (seconds.length === 0) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (p: number): number => {
    const place = (sorted.length - 1) * p;
    const [low = 0, high = low] = sorted.slice(Math.floor(place));
    return low + (place % 1) * (high - low);
  };
  return { mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length, median: at(0.5), p90: at(0.9) };
};

/** The rows of the breakdown and what is beyond its limit. */
export const referenceBreakdown = (people: readonly Person[], question: Question, asOf: number): object => {
  const values = [...new Set(people.map(({ value }) => value))];
  const of = (value: string | null): readonly Person[] => people.filter((person) => person.value === value);
  const told = values.filter((value) => value !== null).sort((a, b) => of(b).length - of(a).length || (a < b ? -1 : 1));
  const limit = question.breakdown?.limit ?? 25;
  const shown = [...told.slice(0, limit), ...values.filter((value) => value === null)];
  const rest = told.slice(limit);
  return {
    breakdown: shown.map((value) => ({ value, steps: referenceSteps(of(value), question, asOf) })),
    other: rest.length === 0 ? null : { values: rest.length, steps: referenceSteps(rest.flatMap(of), question, asOf) },
  };
};

/** By the day on which tries began, in UTC. */
export const referenceTrend = (people: readonly Person[], question: Question, asOf: number): readonly object[] => {
  const dayOf = ({ times }: Person): string => new Date(times[0] ?? 0).toISOString().slice(0, 10);
  return [...new Set(people.map(dayOf))].sort().map((from) => ({
    from,
    steps: referenceSteps(
      people.filter((person) => dayOf(person) === from),
      question,
      asOf,
    ),
  }));
};
