/**
 * A consumer in a process of its own, to be killed: prints each record that it got, and never finishes the batch.
 * `node event-log-consumer.mjs kafka|postgres ADDRESS TOPIC GROUP`
 */
import { createLogger } from '@laurel/platform';

const [, , technology, address, topic, group] = process.argv;

const open = {
  kafka: async () => {
    const { openKafkaEventLog } = await import('@laurel/event-log-kafka');
    return openKafkaEventLog(address.split(','), createLogger('silent'), { sessionTimeoutMs: 6_000 });
  },
  postgres: async () => {
    const [{ openPostgresEventLog }, { default: pg }] = await Promise.all([
      import('@laurel/event-log-postgres'),
      import('pg'),
    ]);
    return openPostgresEventLog(new pg.Pool({ connectionString: address }), createLogger('silent'));
  },
};

const log = await open[technology]();
await log.consume(topic, group, { maxRecords: 10, maxWaitMs: 0 }, ({ records }) => {
  for (const { value } of records) console.log(Buffer.from(value).toString());
  return new Promise(() => undefined);
});
