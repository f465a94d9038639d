import { type BasicType, type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { type Cell, type Kind, type Table } from './table.ts';

const TYPES = {
  integer: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'STRING',
} as const satisfies Record<Kind, BasicType>;

/** Apache Parquet, every column nullable: an undefined figure is null, never 0 or NaN. */
export const parquetOf = ({ columns, rows }: Table): Uint8Array => {
  const columnData = columns.map(({ name, kind }, column): ColumnSource => {
    const data = rows.map((row) => valueOf(row[column] ?? null, kind));
    return { name, data, type: TYPES[kind] };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
};

/** The writer takes 64-bit integers as BigInt only. */
const valueOf = (cell: Cell, kind: Kind): Cell | bigint =>
  kind === 'integer' && typeof cell === 'number' ? BigInt(cell) : cell;
