import { csvOf } from './csv.ts';
import { tableOf } from './table.ts';

it('makes columns of what is nested, and tells their kinds', () => {
  const table = tableOf([
    { course: 'a', completed: { pass: 1, fail: 2 }, rate: 0.5, open: true },
    { course: 'b', completed: { pass: 3, fail: 4 }, rate: 1, open: false },
  ]);
  expect(table.columns).toEqual([
    { name: 'course', kind: 'text' },
    { name: 'completed.pass', kind: 'integer' },
    { name: 'completed.fail', kind: 'integer' },
    { name: 'rate', kind: 'number' },
    { name: 'open', kind: 'boolean' },
  ]);
  expect(table.rows[1]).toEqual(['b', 3, 4, 1, false]);
});

it('keeps the kind of a rate that is undefined or whole in every row', () => {
  const like = [{ course: '-', rate: 0.5, count: 1 }];
  const kinds = (rows: object[]) => tableOf(rows, like).columns.map(({ name, kind }) => [name, kind]);
  const expected = [
    ['course', 'text'],
    ['rate', 'number'],
    ['count', 'integer'],
  ];
  expect(kinds([{ course: 'a', rate: null, count: 2 }])).toEqual(expected);
  expect(kinds([{ course: 'a', rate: 1, count: 2 }])).toEqual(expected);
  expect(kinds([])).toEqual(expected);
});

it('makes text of a column that holds both', () => {
  const { columns, rows } = tableOf([{ value: 1 }, { value: 'two' }, { value: null }]);
  expect(columns).toEqual([{ name: 'value', kind: 'text' }]);
  expect(rows).toEqual([['1'], ['two'], [null]]);
});

it('writes CSV that a spreadsheet reads as it is: quotes doubled, formulas made text, nothing for null', () => {
  const rows = [
    { name: 'a "b", c', figure: -1 },
    { name: '=1+1', figure: null },
    { name: '-x', figure: 0.1 },
  ];
  expect(csvOf(tableOf(rows))).toBe('name,figure\r\n"a ""b"", c",-1\r\n\'=1+1,\r\n\'-x,0.1\r\n');
  expect(csvOf(tableOf([], [{ name: '-', figure: 1 }]))).toBe('name,figure\r\n');
});
