import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvReader } from './csv-records.ts';

const readAll = (pieces: readonly string[], delimiter = ',') => {
  const reader = new CsvReader(delimiter);
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
};
const told = (text: string) =>
  readAll([text]).map(({ fields, line, problem }) => (problem === undefined ? [line, ...fields] : [line, problem]));

const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', ';') });
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const written = (text: string) => (/[",\r\n]/.test(text) ? quoted(text) : text);

it('reads what was written, however the text is cut, as csv-parse does', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n');
  const writers = fc.array(fc.constantFrom(written, quoted), { minLength: 1 });
  fc.assert(
    fc.property(table, lineEnd, writers, fc.array(fc.nat(40)), (rows, end, how, cuts) => {
      const text = rows.map((row) => row.map((one, at) => how[at % how.length]!(one)).join(',')).join(end);
      const pieces: string[] = [];
      let at = 0;
      for (const cut of cuts) pieces.push(text.slice(at, (at += cut)));
      pieces.push(text.slice(at));
      const fields = readAll(pieces).map((record) => record.fields);
      expect(fields).toEqual(rows);
      expect(fields).toEqual(parse(text, { relax_column_count: true }));
    }),
    { numRuns: 500 },
  );
});

it('knows the line and the text of each record', () => {
  const records = readAll(['a,b\r\n"1\n2",3\r\n\r\n4,"5"']);
  expect(records.map(({ line, raw }) => [line, raw])).toEqual([
    [1, 'a,b'],
    [2, '"1\n2",3'],
    [5, '4,"5"'],
  ]);
});

it('goes on behind a quote that is never closed', () => {
  expect(told('a,b\n1,"x\n2,3\n4,5\n')).toEqual([
    [1, 'a', 'b'],
    [2, 'a quote is opened and never closed'],
    [3, '2', '3'],
    [4, '4', '5'],
  ]);
});

it('goes on behind text that follows a closing quote', () => {
  expect(told('1,"x\n2,"y"\n3,"z"w\n"4",5\n')).toEqual([
    [1, 'text stands behind a closing quote'],
    [2, '2', 'y'],
    [3, 'text stands behind a closing quote'],
    [4, '4', '5'],
  ]);
});

it('takes a quote inside a field that does not begin with one', () => {
  expect(told('5" disk,x\n')).toEqual([[1, '5" disk', 'x']]);
});

it('does not keep the file when a quote is never closed', () => {
  const reader = new CsvReader(',');
  const piece = `${'1,2\n'.repeat(16_384)}`;
  const records = [reader.read('"open,1\n'), ...Array.from({ length: 40 }, () => reader.read(piece))].flat();
  expect(records[0]).toMatchObject({ line: 1, problem: 'a quote is opened and never closed' });
  expect(records.length).toBeGreaterThan(16_384 * 38);
});
