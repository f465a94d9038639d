import { type FactsBehindAnswer, type FunnelFactsQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shownFact } from '../facts-behind.ts';
import { eachCountedUnit, queryOf } from './counted-units.ts';
import { chooser } from './figure-chooser.ts';
import { FirstPeople, type Person } from './first-people.ts';
import { defineFunnel } from './funnel-definition.ts';
import { factsOfTries } from './funnel-facts.query.ts';
import { cursorOf, describedOf, isAfter } from './funnel-people.question.ts';
import { PLACES } from './funnel-sql.ts';
import { amongPlaces } from './places.ts';

/** The facts that did the steps of the tries behind a figure. */
export const askFunnelFacts = (
  warehouse: Warehouse,
  question: FunnelFactsQuestion,
  asking: Asking,
): Promise<FactsBehindAnswer> => {
  const known = question.after?.asOf ?? question.asOf;
  const asOf = known === undefined ? asking.now : new Date(known);
  const basis = { asOf, definition: defineFunnel(question), among: amongPlaces(question) };
  return withMeta(warehouse, asking, basis, factsBehind(warehouse, question, { ...asking, asOf }));
};

const factsBehind = async (
  warehouse: Warehouse,
  question: FunnelFactsQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Omit<FactsBehindAnswer, 'meta'>> => {
  const { after, limit } = question;
  const isAsked = await chooser(warehouse, question, asking);
  const described = describedOf(question);
  const list = { from: 0, to: PLACES, ...(described ? { described } : {}) };
  // Everybody has done one step at least.
  const people = new FirstPeople(limit + 1);
  let counted = 0;
  await eachCountedUnit(warehouse, question, { ...asking, list }, (unit, codes) => {
    const { key } = unit;
    const text = codes.textOf(unit.value);
    if (!key || !isAsked.place(unit) || !isAsked.value(text)) return;
    counted++;
    if (isAfter(key, after)) people.add({ key, text, times: unit.counted.times });
  });
  const all = people.all();
  const page = all.slice(0, lengthOfPage(all, limit));
  const last = page.at(-1);
  const facts = await factsOfTries(warehouse, queryOf(question, asking), page, asking.limits);
  const next = last && page.length < all.length ? cursorOf(last.key, asking.asOf) : null;
  return { counted, facts: facts.map(shownFact), next };
};

/** So many people whose steps fill the page, or are just more. */
const lengthOfPage = (people: readonly Person[], limit: number): number => {
  let steps = 0;
  const last = people.findIndex(({ times }) => (steps += times.length) >= limit);
  return last < 0 ? people.length : last + 1;
};
