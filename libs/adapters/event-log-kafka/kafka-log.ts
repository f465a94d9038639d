import { type Logger } from '@laurel/platform';
import { type LogEntry, logLevel } from 'kafkajs';

/**
 * What is no news: answers with an error (whoever asked tries again or throws), what another line says too, and that a
 * producer of ours gives up after a while, which we mean.
 */
const NO_NEWS =
  /^Response |coordinator is loading|^Failed to connect to|^Limiting retries for the idempotent producer|^Restarting the/;

/** Lets kafkajs speak through our logger; its chatter at info is our debug, and of its details only these are taken. */
export const kafkaLog =
  (log: Logger) =>
  () =>
  ({ namespace, level, log: { message, ...more } }: LogEntry): void => {
    const line = `kafkajs ${namespace}: ${message}`;
    const { broker, groupId, error, retryCount } = more as Readonly<Record<string, unknown>>;
    const details = { broker, groupId, error, retryCount };
    const news = !NO_NEWS.test(message);
    if (level === logLevel.ERROR && news) log.error(details, line);
    else if (level === logLevel.WARN && news) log.warn(details, line);
    else log.debug(details, line);
  };
