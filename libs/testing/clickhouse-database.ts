import { openHttpWarehouse } from '@laurel/clickhouse';
import { type Warehouse } from '@laurel/insights-read-model';
import { randomUUID } from 'node:crypto';
import { startClickHouseServer } from './clickhouse-server.ts';
import { sharedServer } from './shared-server.ts';

export interface TestWarehouse {
  readonly warehouse: Warehouse;
  readonly url: string;
  readonly database: string;
  /** Drops the database and lets go of the server. */
  drop(): Promise<void>;
}

/** A new, empty database on the server of CLICKHOUSE_URL, on the one started for this run, or on one started for it. */
export const openTestWarehouse = async (): Promise<TestWarehouse> => {
  const shared = process.env['CLICKHOUSE_URL'] ?? (await sharedServer('clickhouse'));
  const own = shared ? undefined : await startClickHouseServer();
  const url = shared ?? own?.url ?? '';
  const database = `laurel_test_${randomUUID().replaceAll('-', '')}`;
  const warehouse = await openHttpWarehouse(url, database);
  return {
    warehouse,
    url,
    database,
    drop: async () => {
      await warehouse.command(`DROP DATABASE ${database}`);
      await warehouse.close();
      await own?.stop();
    },
  };
};
