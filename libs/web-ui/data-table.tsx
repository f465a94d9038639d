import { type ReactNode, useState } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** Makes the column sortable. */
  readonly sortBy?: (row: Row) => number | string;
}

export interface DataTableProps<Row> {
  /** Says what the rows are; read out before the table. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly showCaption?: boolean;
}

interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

/** A plain table: its first column names the row. Wide ones scroll inside their frame, also by keyboard. */
export const DataTable = <Row,>({ caption, columns, rows, rowKey, showCaption = false }: DataTableProps<Row>) => {
  const [sorting, setSorting] = useState<Sorting>();
  return (
    <div className="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className={showCaption ? '' : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, sorting).map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, numeric, cell }, index) =>
                index === 0 ? (
                  <th key={key} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} className={numeric ? 'numeric' : ''}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface HeaderProps<Row> {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}

const HeaderCell = <Row,>({ column, sorting, onSort }: HeaderProps<Row>) => {
  const { key, title, numeric, sortBy } = column;
  const mine = sorting?.key === key ? sorting : undefined;
  return (
    <th scope="col" className={numeric ? 'numeric' : ''} {...(sortBy ? { 'aria-sort': directionOf(mine) } : {})}>
      {sortBy ? (
        // Numbers are asked for from the greatest down, names from A to Z.
        <button
          type="button"
          className="sort"
          onClick={() => onSort({ key, descending: mine ? !mine.descending : numeric === true })}
        >
          {title}
          <span aria-hidden="true">{MARK_OF[directionOf(mine)]}</span>
        </button>
      ) : (
        title
      )}
    </th>
  );
};

const MARK_OF = { none: '', ascending: '▴', descending: '▾' } as const;

const directionOf = (sorting: Sorting | undefined): keyof typeof MARK_OF => {
  if (!sorting) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
};

const sorted = <Row,>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] => {
  const by = columns.find(({ key }) => key === sorting?.key)?.sortBy;
  if (!by) return rows;
  const sign = sorting?.descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(by(a), by(b)));
};

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
