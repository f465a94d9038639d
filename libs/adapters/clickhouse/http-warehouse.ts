import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { type QueryLimits, type QueryParams, type Warehouse } from '@laurel/insights-read-model';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  INSERT_SETTINGS,
  LONGEST_STATEMENT,
  ROWS_SETTINGS,
  stoppable,
  withLiterals,
  withSettings,
} from './statement.ts';

/** Errors are thrown; the caller knows whether they are worth a line. */
const log = { level: ClickHouseLogLevel.OFF };

/** ClickHouse as a server of its own, shared by all processes. */
export const openHttpWarehouse = async (url: string, database: string): Promise<Warehouse> => {
  const first = createClient({ url, log });
  try {
    await first.command({ query: `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic` });
  } finally {
    await first.close();
  }
  const clickhouse_settings = { max_query_size: String(LONGEST_STATEMENT) };
  const every = { application: 'laurel', log, request_timeout: 600_000, clickhouse_settings };
  return new HttpWarehouse(createClient({ url, database, ...every }));
};

/** Parameters travel in the address, and what stands before a server may take no longer one. */
const LONGEST_IN_ADDRESS = 4_000;

/** Long parameters become literals, as they always are in the embedded engine. */
const statement = (sql: string, params: QueryParams) =>
  JSON.stringify(params).length <= LONGEST_IN_ADDRESS
    ? { query: sql, query_params: params }
    : { query: withLiterals(sql, params) };

class HttpWarehouse implements Warehouse {
  constructor(private readonly client: ClickHouseClient) {}

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.client.command(statement(sql, params));
  }

  async rows<Row>(sql: string, params: QueryParams = {}, limits: QueryLimits = {}): Promise<readonly Row[]> {
    const marker = randomUUID();
    const asked = statement(`/* ${marker} */ ${withSettings(sql, limits, ROWS_SETTINGS)}`, params);
    const ask = async () => {
      const answer = await this.client.query({ ...asked, format: 'JSONEachRow' });
      return answer.json<Row>();
    };
    return stoppable(limits, marker, ask, this.kill);
  }

  async *stream(sql: string, params: QueryParams = {}, limits: QueryLimits = {}): AsyncIterable<Uint8Array> {
    const marker = randomUUID();
    const asked = statement(`/* ${marker} */ ${withSettings(sql, limits)}\nFORMAT RowBinary`, params);
    const ask = () => this.client.exec(asked);
    const { stream } = await stoppable(limits, marker, ask, this.kill);
    const chunks = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await stoppable(limits, marker, () => chunks.next(), this.kill);
        if (done) return;
        yield value as Buffer;
      }
    } finally {
      stream.destroy();
    }
  }

  async insert(table: string, format: 'JSONEachRow' | 'RowBinary' | 'TabSeparated', bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return;
    const { stream } = await this.client.exec({
      query: `INSERT INTO ${table} FORMAT ${format}`,
      values: Readable.from([bytes]),
      clickhouse_settings: INSERT_SETTINGS,
    });
    stream.resume();
    await new Promise((resolve, reject) => stream.once('end', resolve).once('error', reject));
  }

  async check(): Promise<void> {
    const answer = await this.client.ping({ select: true });
    if (!answer.success) throw answer.error;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private readonly kill = (query: string): Promise<unknown> => this.client.command({ query });
}
