import { migrateReadModels } from '@laurel/insights-read-model';
import { compareReaders, openTestWarehouse, type TestWarehouse } from '@laurel/testing';

let server: TestWarehouse;
beforeAll(async () => {
  server = await openTestWarehouse();
  await migrateReadModels(server.warehouse);
});
afterAll(() => server.drop());

it('both readers find the same of 10,000 random histories, whatever was told, in whatever order, twice, late or taken back', async () => {
  const { histories, rules, found, differences } = await compareReaders(server.warehouse, {
    people: 10_000,
    rules: 30,
    seed: 20_261_125,
  });
  expect(differences).toEqual([]);
  expect([histories, rules]).toEqual([10_000, 30]);
  // Rich enough to mean something: a rule on average finds some people, and not all.
  expect(found).toBeGreaterThan((histories * rules) / 20);
  expect(found).toBeLessThan(histories * rules);
}, 120_000);
