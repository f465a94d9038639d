import { createLogger, type Logger } from '@laurel/platform';
import { kafkaBrokers } from '@laurel/testing';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { openKafkaEventLog } from './kafka-event-log.ts';

it('keeps facts for ever with the time of the broker, and warns of a topic that does not', async () => {
  const brokers = await kafkaBrokers();
  const warnings: unknown[] = [];
  const silent = createLogger('silent');
  const logger: Logger = Object.assign(silent, { warn: (_: unknown, line: unknown) => warnings.push(line) });
  const log = openKafkaEventLog(brokers, logger);
  const [ours, theirs] = [`test.${randomUUID()}`, `test.${randomUUID()}`];
  await log.ensureTopic(ours, { partitions: 3, retention: 'forever' });
  await log.ensureTopic(ours, { partitions: 3, retention: 'forever' });
  expect(warnings).toEqual([]);

  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic: theirs, configEntries: [{ name: 'retention.ms', value: '604800000' }] }],
  });
  await admin.disconnect();
  await log.ensureTopic(theirs, { partitions: 3, retention: 'forever' });
  expect(warnings).toEqual([
    'topic has retention.ms=604800000, Laurel needs -1',
    'topic has message.timestamp.type=CreateTime, Laurel needs LogAppendTime',
  ]);
  await log.close();
});
