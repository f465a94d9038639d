import { type AttributeCriterion, type FactsCriterion, type LearnerFactsCriterion } from '@laurel/contracts';
import { compares, fieldIn, matchesAny } from './criterion.ts';
import { because, type Fact } from './enrolment.ts';
import { type Finding } from './finding.ts';
import { windowWords } from './window-words.ts';
import { inWindows, type Surroundings } from './window.ts';
import { dayOf, deedOf, plural } from './words.ts';

/** Of facts that are counted so many are named. */
const FACTS_NAMED = 20;

/** What happened, or did not, among the surrounding facts. */
export const ofFacts = (criterion: FactsCriterion | LearnerFactsCriterion, around: Surroundings): Finding => {
  const ever = around.facts.filter((fact) => matchesAny(criterion.events, fact));
  const matching = ever.filter(inWindows(criterion, around));
  const [first, last] = [matching[0], ever.at(-1)];
  const seen = first
    ? because(
        `${deedOf(first.type)} on ${dayOf(first.occurredAt)}${more(matching.length - 1)}`,
        ...matching.slice(0, criterion.is === 'count' ? FACTS_NAMED : 1),
      )
    : because(`no ${criterion.called}${windowWords(criterion)}${outside(last)}`, ...(last ? [last] : []));
  const change = first ? `taking back ${plural(matching.length, 'fact')}` : `any ${criterion.called}`;
  return { holds: enough(criterion, matching.length), because: [seen], otherwise: [change] };
};

const outside = (fact: Fact | undefined): string =>
  fact ? `: the latest before that was on ${dayOf(fact.occurredAt)}` : '';

const enough = (criterion: FactsCriterion | LearnerFactsCriterion, found: number): boolean => {
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

/** What the descriptions say, the latest that says something about it. */
export const ofAttribute = (
  { name, test }: Pick<AttributeCriterion, 'name' | 'test'>,
  told: readonly Fact[],
): Finding => {
  const { fact, value } = attributeIn(told, name);
  return {
    holds: compares(value, test),
    because: fact ? [because(`${name} is ${String(value)}`, fact)] : [because(`nothing is known about ${name}`)],
    otherwise: [`another ${name}`],
  };
};

const attributeIn = (
  told: readonly Fact[],
  name: string,
): { readonly fact: Fact | undefined; readonly value: unknown } => {
  const valueIn = ({ data }: Fact): unknown => {
    const attributes = fieldIn(data, 'attributes');
    if (typeof attributes !== 'object' || attributes === null) return undefined;
    return Object.hasOwn(attributes, name) ? Reflect.get(attributes, name) : undefined;
  };
  const fact = told.findLast((one) => valueIn(one) !== undefined);
  return { fact, value: fact && valueIn(fact) };
};
