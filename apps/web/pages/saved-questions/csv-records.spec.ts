import { csvRecords } from './csv-records.ts';

it('reads what the server writes: quotes, commas and lines in a cell, empty cells', () => {
  const csv = 'name,figure,more\r\n"a ""b"", c",1,\r\n"two\r\nlines",,x\r\n,,\r\n';
  expect(csvRecords(csv)).toEqual([
    ['name', 'figure', 'more'],
    ['a "b", c', '1', ''],
    ['two\r\nlines', '', 'x'],
    ['', '', ''],
  ]);
  expect(csvRecords('name\r\n')).toEqual([['name']]);
});
