import { openKeyStore } from '@laurel/access-postgres';
import { Keyring } from '@laurel/access-feature';
import { openChdbWarehouse, openHttpWarehouse } from '@laurel/clickhouse';
import { openEventStore } from '@laurel/event-store-postgres';
import { openDeadLetterStore } from '@laurel/intake-postgres';
import { createMetrics, type Logger, type Settings, systemClock } from '@laurel/platform';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { type ClosingStack } from '../closing.ts';
import { openDatabase } from './database.ts';
import { openLog } from './event-log.ts';

export interface Opening {
  readonly settings: Settings;
  readonly folder: string;
  readonly log: Logger;
  readonly opened: ClosingStack['opened'];
}

/** Everything that the features reach the outside with, opened in the order in which each needs the other. */
export const openParts = async (opening: Opening) => {
  const { settings, folder, log } = opening;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = createMetrics(registry);

  const [database, warehouse] = await Promise.all([openDatabase(opening), openWarehouse(opening)]);
  const eventLog = await openLog(opening, database);
  const { pool } = database;
  const eventStore = await openEventStore(pool, log);
  const deadLetters = await openDeadLetterStore(pool);
  const keyring = new Keyring(await openKeyStore(pool), systemClock);
  return {
    settings,
    folder,
    log,
    metrics,
    clock: systemClock,
    pool,
    warehouse,
    eventLog,
    eventStore,
    deadLetters,
    keyring,
  };
};

export type Parts = Awaited<ReturnType<typeof openParts>>;

const openWarehouse = async ({ settings, folder, opened }: Opening) => {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: name } = settings;
  const warehouse = await (url ? openHttpWarehouse(url, name) : openChdbWarehouse(join(folder, 'clickhouse'), name));
  return opened('ClickHouse', warehouse, () => warehouse.close());
};
