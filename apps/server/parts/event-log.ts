import { openPostgresEventLog } from '@laurel/event-log-postgres';
import { openKafkaEventLog } from '@laurel/event-log-kafka';
import { type EventLog } from '@laurel/kernel';
import { type Database } from './database.ts';
import { type Opening } from './parts.ts';

/** Kafka, or a table of the same PostgreSQL: the features cannot tell which. */
export const openLog = async ({ settings, log, opened }: Opening, { pool }: Database): Promise<EventLog> => {
  const { LAUREL_EVENT_LOG: kind, KAFKA_BROKERS: brokers = [] } = settings;
  const eventLog = await (kind === 'kafka' ? openKafkaEventLog(brokers, log) : openPostgresEventLog(pool, log));
  return opened('event log', eventLog, () => eventLog.close());
};
