import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openPeople, type PostgresPeople } from './postgres-people.ts';

let database: TestDatabase;
let people: PostgresPeople;
beforeAll(async () => {
  database = await openTestDatabase();
  people = await openPeople(database.url);
});
afterAll(async () => {
  await people.close();
  await database.drop();
});

const ann = {
  ...{ learner: 'ann', name: 'Ann', email: 'ann@example.test' },
  ...{ timeZone: 'Europe/Vienna', language: 'en', calendar: 'AT' },
};

it('keeps a person, and replaces them whole when told again', async () => {
  await people.keep([{ ...ann, name: 'Old' }, ann]);
  expect(await people.find('ann')).toEqual(ann);
  await people.keep([{ learner: 'ann', name: 'Ann', email: 'new@example.test' }]);
  expect(await people.find('ann')).toEqual({ learner: 'ann', name: 'Ann', email: 'new@example.test' });
  expect(await people.find('nobody')).toBeUndefined();
});

it('takes many at once, and lists them in pages', async () => {
  const many = Array.from({ length: 2_500 }, (_, n) => ({
    learner: `p-${String(n).padStart(5, '0')}`,
    name: `N ${n}`,
    email: `p${n}@example.test`,
  }));
  await people.keep(many);
  expect(await people.count()).toBe(2_501);
  const page = await people.list({ after: 'p-00001', limit: 2 });
  expect(page.map(({ learner }) => learner)).toEqual(['p-00002', 'p-00003']);
});

it('migrates once, however many processes start together', async () => {
  const others = await Promise.all([openPeople(database.url), openPeople(database.url)]);
  await Promise.all(others.map((one) => one.check()));
  await Promise.all(others.map((one) => one.close()));
});

it('keeps when people are away, in place of what was said before, all of it or nothing', async () => {
  const period = (from: string, until: string, kind = 'leave') => ({
    from: new Date(from),
    until: new Date(until),
    kind,
  });
  const summer = period('2026-07-01T00:00:00Z', '2026-07-20T00:00:00Z');
  const march = period('2026-03-02T00:00:00Z', '2026-03-04T12:00:00Z', 'travel');
  await people.keepAbsences(new Map([['ann', [summer, march]]]));
  expect(await people.absences('ann')).toEqual([march, summer]);
  const upsideDown = period('2026-07-20T00:00:00Z', '2026-07-01T00:00:00Z');
  const told = new Map([
    ['ann', [summer]],
    ['bob', [upsideDown]],
  ]);
  await expect(people.keepAbsences(told)).rejects.toThrow();
  expect(await people.absences('ann')).toEqual([march, summer]);
  await people.keepAbsences(new Map([['ann', []]]));
  expect(await people.absences('ann')).toEqual([]);
});

it('has facts told of what changed when people are away, each once, and takes back what no longer holds', async () => {
  const at = (day: number): Date => new Date(Date.UTC(2026, 8, day));
  const leave = { from: at(1), until: at(5), kind: 'leave' };
  const untold = async () => {
    const facts = (await people.untold()).filter(({ learner }) => learner === 'eve');
    await people.noteTold(facts);
    return facts.map(({ at: when, value, takenBack }) => [when.getUTCDate(), value, takenBack]).sort();
  };
  await people.keepAbsences(new Map([['eve', [leave]]]));
  expect(await untold()).toEqual([
    [1, 'leave', false],
    [5, 'here', false],
  ]);
  await people.keepAbsences(new Map([['eve', [leave]]]));
  expect(await untold()).toEqual([]);
  await people.keepAbsences(new Map([['eve', [{ ...leave, until: at(7) }]]]));
  expect(await untold()).toEqual([
    [5, 'here', true],
    [7, 'here', false],
  ]);
  await people.keepAbsences(new Map([['eve', []]]));
  await people.keepAbsences(new Map([['eve', [leave]]])); // before anybody told that it was taken back
  expect(await untold()).toEqual([
    [1, 'leave', false],
    [1, 'leave', true],
    [5, 'here', false],
    [7, 'here', true],
  ]);
});
