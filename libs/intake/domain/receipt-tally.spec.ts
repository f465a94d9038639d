import { ReceiptTally } from './receipt-tally.ts';

it('counts records by source and day of the fact, in UTC', () => {
  const tally = new ReceiptTally();
  expect(tally.all()).toEqual([]);
  const told = [
    ['a', '1970-01-02T23:59:59.999Z'],
    ['a', '1970-01-03T00:00:00Z'],
    ['b', '1970-01-03T00:00:00Z'],
    ['a', '1970-01-02T00:00:00Z'],
  ] as const;
  for (const [source, time] of told) tally.add(source, Date.parse(time));
  expect(tally.all()).toEqual([
    { source: 'a', day: 1, records: 2 },
    { source: 'a', day: 2, records: 1 },
    { source: 'b', day: 2, records: 1 },
  ]);
});
