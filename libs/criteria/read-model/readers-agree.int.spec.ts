import { migrateReadModels } from '@laurel/insights-read-model';
import { compareReaders, openTestWarehouse, type TestWarehouse } from '@laurel/testing';

let server: TestWarehouse;
beforeAll(async () => {
  server = await openTestWarehouse();
  await migrateReadModels(server.warehouse);
});
afterAll(() => server.drop());

const PEOPLE = 5_000;
const RULES = 10;

/** Together ten thousand histories: of people with several enrolments in a course, and with one, where the query is another. */
it.each([
  [false, 20_261_125],
  [true, 20_261_126],
])(
  'both readers find the same, whatever was told, in whatever order, twice, late or taken back; one key: %s',
  async (oneKey, seed) => {
    const compared = await compareReaders(server.warehouse, { people: PEOPLE, rules: RULES, seed, oneKey });
    expect(compared.differences).toEqual([]);
    expect([compared.histories, compared.rules]).toEqual([PEOPLE, RULES]);
    // Rich enough to mean something: a rule on average finds some people, and not all.
    expect(compared.found).toBeGreaterThan((PEOPLE * RULES) / 20);
    expect(compared.found).toBeLessThan(PEOPLE * RULES);
  },
  240_000,
);
