import {
  type AttributeCriterion,
  type Criterion,
  type ElapsedCriterion,
  type FactsCriterion,
  type Leaf,
  type Reason,
  type StateCriterion,
} from '@laurel/contracts';
import { ofAssessments } from './assessments.ts';
import { compares } from './criterion.ts';
import { because, begunAt, type Enrolment, type Fact } from './enrolment.ts';
import { dayOf, deedOf, plural } from './words.ts';

/** Whether it holds, why (or why not), and what would make it otherwise. Every sentence is true as it stands. */
export interface Finding {
  readonly holds: boolean;
  readonly because: readonly Reason[];
  readonly otherwise: readonly string[];
}

export const DAY_MS = 86_400_000;

/** Reader 1 of the criteria: one enrolment, with reasons. */
export const evaluate = (criterion: Criterion, enrolment: Enrolment, at: Date): Finding => {
  if (criterion.is === 'not') {
    const inner = evaluate(criterion.the, enrolment, at);
    return { ...inner, holds: !inner.holds };
  }
  if (criterion.is !== 'and' && criterion.is !== 'or') return ofLeaf(criterion, enrolment, at);
  const all = criterion.all.map((one) => evaluate(one, enrolment, at));
  return combine(all, criterion.is === 'or');
};

const ofLeaf = (leaf: Leaf, enrolment: Enrolment, at: Date): Finding => {
  switch (leaf.is) {
    case 'performed':
    case 'notPerformed':
    case 'count':
      return ofFacts(leaf, enrolment, at);
    case 'state':
      return ofState(leaf, enrolment);
    case 'elapsed':
      return ofTime(leaf, enrolment, at);
    case 'attribute':
      return ofAttribute(leaf, enrolment);
    case 'assessment':
      return ofAssessments(leaf, enrolment, at);
  }
};

/** One finding that `decides` settles the whole; else all of them together do. Only what settles it is a reason. */
const combine = (findings: readonly Finding[], decides: boolean): Finding => {
  const deciding = findings.filter(({ holds }) => holds === decides);
  const reasons = deciding.length > 0 ? deciding : findings;
  return {
    holds: deciding.length > 0 ? decides : !decides,
    because: reasons.flatMap((one) => one.because),
    otherwise: reasons.flatMap((one) => one.otherwise),
  };
};

const ofFacts = (criterion: FactsCriterion, enrolment: Enrolment, at: Date): Finding => {
  const ever = matchesOf(criterion, enrolment);
  const from = beginOf(criterion, enrolment, at);
  const matching = ever.filter(({ occurredAt }) => occurredAt.getTime() >= from);
  const [first, before] = [matching[0], ever.at(-1)];
  const seen = first
    ? because(`${deedOf(first.type)} on ${dayOf(first.occurredAt)}${more(matching.length - 1)}`, first)
    : because(`no ${criterion.called}${windowOf(criterion)}${lastBefore(before)}`, ...(before ? [before] : []));
  const change = first ? `taking back ${plural(matching.length, 'fact')}` : `any ${criterion.called}`;
  return { holds: enough(criterion, matching.length), because: [seen], otherwise: [change] };
};

const matchesOf = ({ events, of }: FactsCriterion, enrolment: Enrolment): readonly Fact[] => {
  const facts = of === 'course' ? enrolment.courseFacts : enrolment.facts;
  return facts.filter((fact) =>
    events.some(
      ({ event, where = [] }) =>
        event === fact.type && where.every(({ field, test }) => compares(fact.data[field], test)),
    ),
  );
};

const beginOf = ({ within, since }: FactsCriterion, enrolment: Enrolment, at: Date): number =>
  Math.max(within ? at.getTime() - within.days * DAY_MS : 0, since ? momentOf(since, enrolment).getTime() : 0);

const lastBefore = (fact: Fact | undefined): string =>
  fact ? `: the latest before that was on ${dayOf(fact.occurredAt)}` : '';

const enough = (criterion: FactsCriterion, found: number): boolean => {
  switch (criterion.is) {
    case 'performed':
      return found > 0;
    case 'notPerformed':
      return found === 0;
    case 'count':
      return found >= (criterion.atLeast ?? 0) && found <= (criterion.atMost ?? Infinity);
  }
};

const more = (count: number): string => (count > 0 ? ` and ${plural(count, 'more time', 'more times')}` : '');

const windowOf = ({ within, since }: FactsCriterion): string =>
  (since === undefined ? '' : ' since the enrolment') + (within ? ` in the last ${plural(within.days, 'day')}` : '');

const STATES = { current: 'still enrolled', withdrawn: 'withdrew', completed: 'completed' } as const;

const ofState = ({ state }: StateCriterion, enrolment: Enrolment): Finding => {
  const told =
    enrolment.state === 'current'
      ? STATES.current
      : `${STATES[enrolment.state]} on ${dayOf(enrolment.stateBy.occurredAt)}`;
  return {
    holds: enrolment.state === state,
    because: [because(told, enrolment.stateBy)],
    otherwise: [enrolment.state === 'current' ? 'withdrawing or completing' : 'enrolling again'],
  };
};

const momentOf = (moment: ElapsedCriterion['since'], enrolment: Enrolment): Date =>
  moment === 'begun' ? begunAt(enrolment) : enrolment.enrolled.occurredAt;

const ofTime = ({ since, atLeast = 0, atMost }: ElapsedCriterion, of: Enrolment, at: Date): Finding => {
  const from = momentOf(since, of);
  const elapsed = at.getTime() - from.getTime();
  const early = elapsed < atLeast * DAY_MS;
  const late = atMost !== undefined && elapsed > atMost * DAY_MS;
  const what = from > of.enrolled.occurredAt ? 'run start' : 'enrolled';
  const limit = late ? `more than ${plural(atMost, 'day')}` : `limit ${plural(atLeast, 'day')}`;
  return {
    holds: !early && !late,
    because: [because(`${what} on ${dayOf(from)} (${distance(elapsed / DAY_MS)}, ${limit})`, of.enrolled)],
    otherwise: late ? [] : turnOf(from, early ? atLeast : atMost),
  };
};

const turnOf = (from: Date, days: number | undefined): readonly string[] =>
  days === undefined ? [] : [`from ${dayOf(new Date(from.getTime() + days * DAY_MS))} on`];

const distance = (days: number): string =>
  days < 0 ? `in ${plural(Math.ceil(-days), 'day')}` : `${plural(Math.floor(days), 'day')} ago`;

const ofAttribute = ({ of, name, test }: AttributeCriterion, enrolment: Enrolment): Finding => {
  const told = of === 'enrolment' ? [enrolment.opened] : enrolment.personDescriptions;
  const fact = told.findLast(({ data }) => attributeIn(data, name) !== undefined);
  const value = fact && attributeIn(fact.data, name);
  return {
    holds: compares(value, test),
    because: fact ? [because(`${name} is ${String(value)}`, fact)] : [because(`nothing is known about ${name}`)],
    otherwise: [`another ${name}`],
  };
};

const attributeIn = (data: Fact['data'], name: string): unknown => {
  const attributes = data['attributes'];
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  return Object.hasOwn(attributes, name) ? Object.entries(attributes).find(([key]) => key === name)?.[1] : undefined;
};
