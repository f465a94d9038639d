export type Cell = string | number | boolean | null;
export type Kind = 'integer' | 'number' | 'boolean' | 'text';

export interface Column {
  /** What is nested has dots in its name: `completed.pass`. */
  readonly name: string;
  readonly kind: Kind;
}

/** Rows of an answer, flat: each has one cell for every column. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Rows as a table. `like` is a row of the same question with a value in every field: it names the columns and their
 * kinds where the rows cannot, because there are none or a figure is undefined in all of them.
 */
export const tableOf = (rows: readonly object[], like: readonly object[] = []): Table => {
  const flat = rows.map((row) => new Map(cellsOf(row, '')));
  const known = new Map(like.flatMap((row) => cellsOf(row, '')));
  const names = [...new Set([...flat.flatMap((row) => [...row.keys()]), ...known.keys()])];
  const columns = names.map((name) => {
    const cells = flat.map((row) => row.get(name) ?? null);
    return { name, kind: kindOf(cells, known.get(name) ?? null) };
  });
  return {
    columns,
    rows: flat.map((row) => columns.map(({ name, kind }) => cellOf(row.get(name) ?? null, kind))),
  };
};

const cellsOf = (value: object, prefix: string): [string, Cell][] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, Cell][] =>
    typeof inner === 'object' && inner !== null
      ? cellsOf(inner, `${prefix}${key}.`)
      : [[`${prefix}${key}`, scalarOf(inner)]],
  );

const scalarOf = (value: unknown): Cell => {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
};

/** The narrowest kind that holds every cell and, where one is known, the expected value. */
const kindOf = (cells: readonly Cell[], expected: Cell): Kind => {
  const told = [...cells, expected].filter((cell) => cell !== null);
  if (told.length === 0) return 'text';
  if (told.every((cell) => typeof cell === 'boolean')) return 'boolean';
  if (!told.every((cell) => typeof cell === 'number')) return 'text';
  return told.every(Number.isSafeInteger) ? 'integer' : 'number';
};

const cellOf = (cell: Cell, kind: Kind): Cell => (kind === 'text' && cell !== null ? String(cell) : cell);
