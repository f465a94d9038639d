import { openSealedKeys } from '@laurel/open-badges';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openIssuerKeyStore } from './issuer-keys.ts';

const SECRET = 'a secret of more than thirty-two letters';
const AT = new Date('2026-03-02T12:00:00Z');
const LATER = new Date('2026-03-03T12:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

it('two processes that start at once have the same keys, and what one rotates the other signs with', async () => {
  const open = async () => openSealedKeys(await openIssuerKeyStore(database.pool), SECRET, AT);
  const [one, other] = await Promise.all([open(), open()]);
  expect(await one.list()).toEqual(await other.list());
  expect((await one.list()).map(({ retiredAt }) => retiredAt)).toEqual([null, null]);
  await one.rotate(LATER);
  const keys = await other.list();
  expect(keys.map(({ retiredAt }) => retiredAt)).toEqual([null, null, LATER, LATER]);
  for (const { name } of keys) expect(await other.sign(name, Buffer.from('said'))).toHaveLength(64);
});
