/** How long a query may take, how much memory, and who may stop it. All end it in the engine, not only here. */
export interface QueryLimits {
  readonly seconds?: number;
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
}

/** Values for `{name:Type}` in SQL. Times are ISO strings: a Date would lose its milliseconds on the way. */
export type QueryParams = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;

/** ClickHouse, in this process or on a server. No user text is ever part of the SQL: it travels in the parameters. */
export interface Warehouse {
  command(sql: string, params?: QueryParams): Promise<void>;
  /** All rows at once: for answers that are small. 64-bit integers arrive as strings. */
  rows<Row>(sql: string, params?: QueryParams, limits?: QueryLimits): Promise<readonly Row[]>;
  /** RowBinary as it comes, with flat memory however long the answer is. */
  stream(sql: string, params?: QueryParams, limits?: QueryLimits): AsyncIterable<Uint8Array>;
  /** Durable when it resolves; when one row is bad nothing of it is stored. */
  insert(table: string, format: 'JSONEachRow' | 'RowBinary' | 'TabSeparated', bytes: Uint8Array): Promise<void>;
  /** Throws when the engine cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}
