import { type BadEvent } from '@laurel/kernel';
import { type ToldEvent } from './compile-event.ts';
import { TableCompiler } from './compile-table.ts';
import { type GroupPlan } from './group.ts';
import { readMappingText, WrongMapping } from './mapping-text.ts';
import { type JoinIndex, type Scope } from './scope.ts';

/** A mapping that was read, checked and compiled: everything that does not depend on rows is done. */
export interface CsvMapping {
  readonly source: string;
  readonly tables: readonly CsvTable[];
  /** What must be found by key before any event is made. */
  readonly indexes: readonly JoinIndex[];
}

/** One file (or several of one kind) of the mapping. */
export interface CsvTable {
  readonly name: string;
  /** Patterns of file names. */
  readonly match: readonly string[];
  /** The import goes on without such a file. */
  readonly optional: boolean;
  /** Undefined: tab for names in .tsv, comma otherwise. */
  readonly delimiter: string | undefined;
  readonly encoding: 'utf-8' | 'latin1' | 'utf-16le';
  /** Texts that mean that nothing is known. */
  readonly missing: ReadonlySet<string>;
  /** The columns that are read, in the order of a Row; `place` is where the mapping first names one. */
  readonly columns: readonly { readonly name: string; readonly place: string }[];
  readonly tellsEvents: boolean;
  /** Set where rows are gathered into groups before they tell events. */
  readonly group: GroupPlan | undefined;
  /** The events of a row or group; a BadEvent for each that cannot be made. Never throws on what a row holds. */
  eventsOf(scope: Scope, now: Date): readonly (ToldEvent | BadEvent)[];
}

/** Reads and compiles a mapping. Throws WrongMapping: every mistake with `file:line:column` and what would be right. */
export const readCsvMapping = (text: string, fileName: string): CsvMapping => {
  const mappingText = readMappingText(text, fileName);
  const wrong: string[] = [];
  const compilers = new Map<string, TableCompiler>();
  const indexes = new Map<string, JoinIndex>();
  const shared = {
    text: mappingText,
    tableCalled: (name: string) => compilers.get(name),
    tables: Object.keys(mappingText.spec.files),
    complain: (complaint: string) => void wrong.push(complaint),
    indexOf: (table: string, key: readonly number[]): JoinIndex => {
      const id = `${table}|${key.join(',')}`;
      const index = indexes.get(id) ?? { id: indexes.size, table, key };
      indexes.set(id, index);
      return index;
    },
  };
  for (const name of shared.tables) compilers.set(name, new TableCompiler(name, shared));
  const tables = [...compilers.values()].map((compiler) => compiler.compile());
  if (wrong.length > 0) throw new WrongMapping([...new Set(wrong)]);
  return { source: mappingText.spec.source, tables, indexes: [...indexes.values()] };
};
