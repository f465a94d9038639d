import { ConsentGiven, ConsentWithdrawn, type ContactEvent, EVERY_CATEGORY } from '@laurel/contracts';
import fc from 'fast-check';
import { SHIPPED_CATEGORIES } from './category.ts';
import { type Choose, type ConsentCommand, consentDecider } from './consent.decider.ts';
import { hasLeft } from './contact.ts';

const offered = SHIPPED_CATEGORIES.filter((one) => one.isOptional);
const ids = offered.map(({ id }) => id);
const said = { learner: 'ann', by: 'person' } as const;
const leave = (category: string): ConsentCommand => ({ type: 'Leave', category, ...said });
const choose = (wanted: readonly string[]): Choose => ({ type: 'Choose', offered, wanted: new Set(wanted), ...said });
const after = (...commands: readonly ConsentCommand[]) =>
  commands.reduce(
    (contact, command) => consentDecider.decide(contact, command).reduce(consentDecider.evolve, contact),
    consentDecider.initial,
  );
const decided = (events: readonly ContactEvent[]) =>
  events.map(({ type, data }) => [type, 'category' in data ? data.category : '']);

it('leaves a category once, however often the mail program says it', () => {
  expect(decided(consentDecider.decide(after(), leave('campaign')))).toEqual([[ConsentWithdrawn.type, 'campaign']]);
  expect(consentDecider.decide(after(leave('campaign')), leave('campaign'))).toEqual([]);
});

it('leaves everything, what is to come included, but nothing that cannot be left', () => {
  const contact = after(leave(EVERY_CATEGORY));
  const leftOf = (id: string) =>
    hasLeft(
      contact,
      SHIPPED_CATEGORIES.find((one) => one.id === id)!,
    );
  expect([leftOf('campaign'), leftOf('report'), leftOf('certificate')]).toEqual([true, true, false]);
  expect(hasLeft(contact, { ...offered[0]!, id: 'invented-later' })).toBe(true);
});

it('takes back that everything was left when something is chosen', () => {
  const events = consentDecider.decide(after(leave(EVERY_CATEGORY)), choose(['report']));
  expect(decided(events)).toContainEqual([ConsentGiven.type, EVERY_CATEGORY]);
  const contact = after(leave(EVERY_CATEGORY), choose(['report']));
  expect(ids.filter((id) => !contact.left.has(id))).toEqual(['report']);
});

it('ends with what was chosen last, whatever was said before, and choosing it again changes nothing', () => {
  const command = fc.oneof(
    fc.constantFrom(...ids, EVERY_CATEGORY).map(leave),
    fc.subarray(ids).map((wanted): ConsentCommand => choose(wanted)),
  );
  fc.assert(
    fc.property(fc.array(command), fc.subarray(ids, { minLength: 1 }), (before, wanted) => {
      const contact = after(...before, choose(wanted));
      expect(offered.filter((one) => !hasLeft(contact, one)).map(({ id }) => id)).toEqual(wanted);
      expect(consentDecider.decide(contact, choose(wanted))).toEqual([]);
    }),
  );
});
