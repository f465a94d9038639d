import fc from 'fast-check';
import { decodeBatch, encodeBatches, partitionOf } from './record-batch.ts';

it('never changes the partition of a key', () => {
  expect(['', 'learner-1', 'learner-2', 'ü', '😀'].map((key) => partitionOf(key, 8))).toEqual([1, 6, 0, 1, 7]);
});

it('spreads keys evenly', () => {
  const counts = new Array<number>(8).fill(0);
  for (let n = 0; n < 80_000; n++) counts[partitionOf(`learner-${n}`, 8)]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

it('gives back keys, bytes and order, each in its partition', () => {
  const message = fc.record({ key: fc.string({ unit: 'grapheme' }), value: fc.uint8Array({ maxLength: 50 }) });
  fc.assert(
    fc.property(fc.array(message), fc.integer({ min: 1, max: 9 }), (messages, partitions) => {
      const { partitions: used, counts, payloads } = encodeBatches(messages, partitions);
      let at = 20; // behind the head of the array
      used.forEach((partition, n) => {
        const end = at + 4 + payloads.readInt32BE(at);
        const stored = { firstOffset: 7n, appendedAt: new Date(0), payload: payloads.subarray(at + 4, end) };
        const records = [...decodeBatch(stored, { topic: 't', partition })];
        const mine = messages.filter(({ key }) => partitionOf(key, partitions) === partition);
        expect(records.map(({ key, value }) => ({ key, value: new Uint8Array(value) }))).toEqual(mine);
        expect(records.map(({ offset }) => offset)).toEqual(mine.map((_, index) => 7n + BigInt(index)));
        expect(counts[n]).toBe(mine.length);
        at = end;
      });
      expect(at).toBe(payloads.length);
    }),
  );
});
