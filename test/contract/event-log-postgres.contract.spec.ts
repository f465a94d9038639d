import { openPostgresEventLog } from '@laurel/event-log-postgres';
import { type EventLog } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { makeTestDatabase, openTestDatabase, startPostgres, type TestDatabase } from '@laurel/testing';
import { eventLogContract } from './event-log.contract.ts';
import { eventLogSurvivesPowerCuts } from './event-log-power-cuts.contract.ts';
import { type LogServer } from './log-server.ts';

const log = createLogger('silent');

const serverOf = (database: TestDatabase): LogServer => ({
  technology: 'postgres',
  address: database.url,
  open: (limits): Promise<EventLog> => openPostgresEventLog(database.pool, log, limits),
  stop: () => database.drop(),
});

describe('the event log on PostgreSQL', () => {
  eventLogContract(async () => serverOf(await openTestDatabase()));

  eventLogSurvivesPowerCuts(async () => {
    const server = await startPostgres();
    const database = serverOf(await makeTestDatabase(server.url));
    const stop = async () => {
      await database.stop();
      await server.stop();
    };
    return { ...database, kill: server.kill, restart: server.restart, stop };
  });
});
