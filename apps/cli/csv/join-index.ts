import { type CsvTable, indexKeyOf, type JoinIndex, type RowOf } from '@laurel/intake-domain';
import { type Database, open } from 'lmdb';
import { Failed } from '../outcome.ts';
import { type CsvRow } from './csv-rows.ts';

/** Joined files, kept on disk so that memory stays flat however large they are. */
export interface JoinFiles {
  readonly rowOf: RowOf;
  add(table: CsvTable, rows: readonly CsvRow[]): void;
  close(): Promise<void>;
}

/** LMDB takes keys up to 1978 bytes; what is longer is joined to nothing, and says so when a row needs it. */
const LONGEST_KEY = 1_900;

export const openJoinFiles = (folder: string, indexes: readonly JoinIndex[]): JoinFiles => {
  const environment = open({ path: folder, noSync: true, maxDbs: indexes.length + 1 });
  const stores = new Map<JoinIndex, Database<string, string>>(
    indexes.map((index) => [index, environment.openDB<string, string>({ name: String(index.id), encoding: 'string' })]),
  );
  const ofTable = (table: CsvTable) => [...stores].filter(([index]) => index.table === table.name);
  return {
    rowOf: (index, key) => {
      const text = stores.get(index)?.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    add: (table, rows) => {
      for (const [index, store] of ofTable(table)) {
        store.transactionSync(() => rows.forEach((row) => put(store, index, table, row)));
      }
    },
    close: () => environment.close(),
  };
};

/** One row per key: which of two would count must not depend on their order. */
const put = (
  store: Database<string, string>,
  index: JoinIndex,
  table: CsvTable,
  { row, place, problem }: CsvRow,
): void => {
  const key = problem === undefined ? indexKeyOf(index, row) : undefined;
  if (key === undefined || key.length > LONGEST_KEY) return;
  const text = JSON.stringify(row);
  const before = store.get(key);
  if (before === text) return;
  if (before !== undefined) {
    const columns = index.key.map((position) => table.columns[position]?.name).join(', ');
    throw new Failed(
      `${place}: another row has the same ${columns} (${key}) and other values; files are joined by a key that one row has`,
    );
  }
  store.putSync(key, text);
};
