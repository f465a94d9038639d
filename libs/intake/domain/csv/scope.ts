/** What an event may hold. */
export type Json = string | number | boolean | readonly Json[] | { readonly [field: string]: Json };

/** A compiled value: undefined is missing; throws BadEvent where the row cannot be read. */
export type Value = (scope: Scope) => Json | undefined;

/** The columns that a mapping reads of one file, in the order of `CsvTable.columns`; null is missing. */
export type Row = readonly (string | null)[];

/** A file as other files look it up: rows by these columns. */
export interface JoinIndex {
  readonly id: number;
  readonly table: string;
  /** Columns of the key, as positions in the row. */
  readonly key: readonly number[];
}

/** Finds the row of a joined file; undefined when no row has the key. Synchronous: it is asked for every row. */
export type RowOf = (index: JoinIndex, key: string) => Row | undefined;

/** Text that no two different keys share. */
export const keyText = (parts: readonly Json[]): string => JSON.stringify(parts);

/** Key under which a row is found through an index; undefined when a part is missing. */
export const indexKeyOf = (index: JoinIndex, row: Row): string | undefined => {
  const parts: string[] = [];
  for (const position of index.key) {
    const part = row[position];
    if (part === null || part === undefined) return undefined;
    parts.push(part);
  }
  return keyText(parts);
};

/** Joined rows, the ones asked for lately with what was already worked out of them. Memory stays flat. */
export class Joins {
  private readonly recent = new Map<number, Map<string, Scope | undefined>>();
  constructor(private readonly rowOf: RowOf) {}

  find(index: JoinIndex, key: string): Scope | undefined {
    let cache = this.recent.get(index.id);
    if (!cache || cache.size >= MOST_RECENT) {
      cache = new Map();
      this.recent.set(index.id, cache);
    }
    if (cache.has(key)) return cache.get(key);
    const row = this.rowOf(index, key);
    const scope = row && new Scope(row, this);
    cache.set(key, scope);
    return scope;
  }
}
const MOST_RECENT = 10_000;

/** What a group's rows came to, per slot: a sum, a count, or a list. */
export type SlotState = number | readonly Json[];

/** One row, or one group of rows, with what it joins. Everything is worked out at most once. */
export class Scope {
  private readonly worked: (Json | Scope | null)[] = [];
  constructor(
    readonly row: Row,
    readonly joins: Joins,
    readonly slots: readonly SlotState[] = [],
  ) {}

  named(slot: number, value: Value): Json | undefined {
    const known = this.worked[slot];
    if (known !== undefined && !(known instanceof Scope)) return known ?? undefined;
    const made = value(this);
    this.worked[slot] = made ?? null;
    return made;
  }

  joined(slot: number, find: (scope: Scope) => Scope | undefined): Scope | undefined {
    const known = this.worked[slot];
    if (known === null || known instanceof Scope) return known ?? undefined;
    const made = find(this);
    this.worked[slot] = made ?? null;
    return made;
  }
}
