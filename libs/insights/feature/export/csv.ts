import { type Cell, type Table } from './table.ts';

/** RFC 4180, with a header; undefined figures are empty. */
export const csvOf = ({ columns, rows }: Table): string =>
  [columns.map(({ name }) => name), ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');

/** A cell that a spreadsheet would run as a formula is made text. */
const quoted = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
