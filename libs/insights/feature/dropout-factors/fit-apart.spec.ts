import { NOT_TOLD, readCodedRows, rowBytes } from './coded-rows.ts';
import { inWorker } from './fit-apart.ts';
import { type FactorsToFit, fitFactors } from './fit-factors.ts';

const FACTORS: FactorsToFit['factors'] = [
  { kind: 'category', name: 'role', reference: 1, missing: 'own-level' },
  { kind: 'number', name: 'grade' },
];

type Row = readonly [
  start: number,
  stop: number,
  event: number,
  count: number,
  stratum: number,
  role: number,
  grade: number,
];

/** RowBinary as the engine writes it: arrays of (start, stop, event, count, stratum, role, grade). */
const bytesOf = (arrays: readonly (readonly Row[])[]): Uint8Array => {
  const width = rowBytes({ factors: FACTORS });
  const bytes = Buffer.alloc(arrays.reduce((sum, rows) => sum + (rows.length > 127 ? 2 : 1) + rows.length * width, 0));
  let at = 0;
  for (const rows of arrays) {
    if (rows.length > 127) at = bytes.writeUInt8((rows.length & 127) | 128, at);
    at = bytes.writeUInt8(rows.length > 127 ? rows.length >> 7 : rows.length, at);
    for (const [start, stop, event, count, stratum, role, grade] of rows) {
      at = bytes.writeDoubleLE(stop, bytes.writeDoubleLE(start, at));
      at = bytes.writeUInt16LE(stratum, bytes.writeUInt32LE(count, bytes.writeUInt8(event, at)));
      at = bytes.writeDoubleLE(grade, bytes.writeUInt8(role, at));
    }
  }
  return Uint8Array.from(bytes);
};

const layout = { factors: FACTORS, late: true, stratified: true, clustered: true };
const rows = Array.from({ length: 300 }, (_, i): Row => [
  i % 5,
  6 + ((i * 7) % 31),
  Number(i % 3 > 0),
  1 + (i % 2),
  i % 2,
  i % 3,
  (i * 5) % 7,
]);
const toFit = (): FactorsToFit => ({
  ...layout,
  bytes: bytesOf([rows.slice(0, 2), rows.slice(2, 202), rows.slice(202)]),
  robust: true,
  level: 0.95,
  screen: true,
});

it('reads rows of many learners, also of one with more than fit one byte', () => {
  const { outcome, attributes } = readCodedRows(toFit().bytes, layout);
  expect([...outcome.exit]).toEqual(rows.map(([, stop]) => stop));
  expect([...outcome.cluster!]).toEqual(rows.map((_, index) => (index < 2 ? 0 : index < 202 ? 1 : 2)));
  expect(attributes).toMatchObject([{ reference: '001', missingAs: NOT_TOLD }, { kind: 'numeric' }]);
  expect([0, 1, 2, 3].map((row) => attributes[0]!.values[row])).toEqual([null, '001', '002', null]);
  expect(() => readCodedRows(toFit().bytes.subarray(0, -1), layout)).toThrow();
});

it('fits the same in a thread of its own, which ends when the caller leaves or time is up', async () => {
  const here = fitFactors(toFit());
  expect(here.fit.coefficients.map(({ coefficient }) => coefficient)).not.toContain(null);
  expect(await inWorker(toFit(), {})).toEqual(here);
  await expect(inWorker(toFit(), { seconds: 0 })).rejects.toThrow('did not end within 0 seconds');
  const left = new AbortController();
  const fitted = inWorker(toFit(), { signal: left.signal });
  left.abort(new Error('the caller left'));
  await expect(fitted).rejects.toThrow('the caller left');
  await expect(inWorker(toFit(), { signal: left.signal })).rejects.toThrow('the caller left');
  await expect(inWorker({ ...toFit(), bytes: bytesOf([[[0, 5, 0, 1, 0, 1, 1]]]) }, {})).rejects.toThrow(
    'no row has an event',
  );
});
