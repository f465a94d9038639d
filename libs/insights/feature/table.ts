/** RFC 4180, with a header; what is nested becomes columns with dots in their names. */
export const tableOf = (rows: readonly object[]): string => {
  const flat = rows.map((row) => new Map(cellsOf(row, '')));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = [columns, ...flat.map((row) => columns.map((column) => row.get(column) ?? ''))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
};

const cellsOf = (value: object, prefix: string): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? cellsOf(inner, `${prefix}${key}.`)
      : [[`${prefix}${key}`, inner === null || inner === undefined ? '' : String(inner)]],
  );

/** A cell that a spreadsheet would run as a formula is made text. */
const quoted = (cell: string): string => {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
