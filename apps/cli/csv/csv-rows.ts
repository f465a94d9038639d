import { type CsvTable, type Row, WrongMapping } from '@laurel/intake-domain';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failed } from '../outcome.ts';
import { CsvReader, type CsvRecord } from './csv-records.ts';

/** A row of a mapped file, or the record that is none. */
export interface CsvRow {
  readonly row: Row;
  readonly record: CsvRecord;
  /** `file:line`. */
  readonly place: string;
  readonly problem?: string;
}

const PIECE_BYTES = 256 * 1024;

/** Streams a file, gzipped or not; `read` hears how many of its bytes were read. Yields as many rows as a piece holds. */
export async function* csvRows(table: CsvTable, path: string, read: (bytes: number) => void): AsyncGenerator<CsvRow[]> {
  const name = basename(path);
  const reader = new CsvReader(table.delimiter ?? (/\.tsv(\.gz)?$/i.test(name) ? '\t' : ','));
  let rowOf: ((record: CsvRecord) => CsvRow) | undefined;
  const rows = (records: CsvRecord[]): CsvRow[] => {
    const header = rowOf ? undefined : records.shift();
    if (header) rowOf = rowReader(table, name, header);
    return rowOf ? records.map(rowOf) : [];
  };
  const decoder = new TextDecoder(table.encoding);
  for await (const bytes of bytesOf(path, read)) yield rows(reader.read(decoder.decode(bytes, { stream: true })));
  yield rows([...reader.read(decoder.decode()), ...reader.end()]);
}

async function* bytesOf(path: string, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const plain = counted(createReadStream(path, { highWaterMark: PIECE_BYTES }), read);
  if (!(await isGzip(path))) return yield* plain;
  // The callback hears what the iteration below throws as well.
  const unpacked = pipeline(plain, createGunzip({ chunkSize: PIECE_BYTES }), () => undefined);
  try {
    yield* unpacked;
  } catch (error) {
    throw new Failed(`${path} is not whole: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    read(piece.length);
    yield piece;
  }
}

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

const REPLACEMENT = '\uFFFD';

const problemOf = ({ fields, raw }: CsvRecord, expected: number, encoding: string): string | undefined => {
  if (fields.length !== expected) return `${fields.length} fields, but the header has ${expected}`;
  return raw.includes(REPLACEMENT) ? `it is not ${encoding}: say the file's encoding in the mapping` : undefined;
};

const rowReader = (table: CsvTable, name: string, header: CsvRecord): ((record: CsvRecord) => CsvRow) => {
  const has = header.fields.map((field) => field.trim());
  const lacking = table.columns.filter((column) => !has.includes(column.name));
  if (lacking.length > 0) {
    throw new WrongMapping(
      lacking.map((column) => `${column.place}: ${name} has no column "${column.name}"; it has ${has.join(', ')}`),
    );
  }
  const positions = table.columns.map((column) => has.indexOf(column.name));
  const { missing } = table;
  return (record) => {
    const place = `${name}:${record.line}`;
    const { fields } = record;
    const problem = record.problem ?? problemOf(record, has.length, table.encoding);
    if (problem !== undefined) return { row: [], record, place, problem };
    const row = positions.map((position) => {
      const field = fields[position] ?? '';
      return missing.has(field) ? null : field;
    });
    return { row, record, place };
  };
};
