import { openKafkaEventLog } from '@laurel/event-log-kafka';
import { type EventLog } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { kafkaBrokers, startKafka } from '@laurel/testing';
import { eventLogContract } from './event-log.contract.ts';
import { eventLogSurvivesPowerCuts } from './event-log-power-cuts.contract.ts';
import { type LogServer } from './log-server.ts';

/** The least that brokers allow: so long does a group wait for a consumer that was killed. */
const SESSION_TIMEOUT_MS = 6_000;
const log = createLogger('silent');

const serverOf = (brokers: readonly string[]): LogServer => ({
  technology: 'kafka',
  address: brokers.join(','),
  open: (limits): Promise<EventLog> =>
    Promise.resolve(openKafkaEventLog(brokers, log, { ...limits, sessionTimeoutMs: SESSION_TIMEOUT_MS })),
  stop: () => Promise.resolve(),
});

describe('the event log on Kafka', () => {
  eventLogContract(async () => serverOf(await kafkaBrokers()));

  // Somebody else's broker is not ours to kill.
  if (!process.env['KAFKA_BROKERS']) {
    eventLogSurvivesPowerCuts(async () => {
      const broker = await startKafka();
      return { ...serverOf(broker.brokers), ...broker };
    });
  }
});
