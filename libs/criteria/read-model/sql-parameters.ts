export type SqlValue = string | number | readonly string[];

/** Collects the values of a query: none of them is ever part of its text. */
export class SqlParameters {
  readonly values: Record<string, SqlValue> = {};

  /** For names or a text. */
  readonly bind = (value: readonly string[] | string): string =>
    this.of(value, typeof value === 'string' ? 'String' : 'Array(String)');

  /** The placeholder that stands for the value. */
  of(value: SqlValue, type: 'String' | 'Float64' | 'Int64' | 'Array(String)'): string {
    const name = `v${Object.keys(this.values).length}`;
    this.values[name] = value;
    return `{${name}:${type}}`;
  }
}
