import { formatFor } from './formats.ts';

const offered = ['application/json', 'text/csv', 'application/vnd.apache.parquet'] as const;
const chosen = (accept: string | undefined) => formatFor(accept, offered);

it.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['Text/CSV; charset=utf-8', 'text/csv'],
  ['text/*', 'text/csv'],
  ['application/*', 'application/json'],
  ['application/vnd.apache.parquet', 'application/vnd.apache.parquet'],
  ['application/json;q=0.2, text/csv;q=0.9', 'text/csv'],
  ['text/csv, */*', 'text/csv'],
  ['*/*, application/json;q=0', 'text/csv'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
])('answers %s with %s', (accept, format) => expect(chosen(accept)).toBe(format));

it.each(['application/pdf', 'text/csv;q=0', 'application/json;q=nonsense'])('has nothing for "%s"', (accept) =>
  expect(() => chosen(accept)).toThrow(
    expect.objectContaining({ status: 406, detail: expect.stringContaining('text/csv') }),
  ),
);
