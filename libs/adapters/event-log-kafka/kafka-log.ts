import { type Logger } from '@laurel/platform';
import { type LogEntry, logLevel } from 'kafkajs';

/**
 * What is no news: answers with an error (whoever asked tries again or throws), and that a producer of ours gives up
 * after a while, which we mean.
 */
const NO_NEWS = /^Response |coordinator is loading|^Limiting retries for the idempotent producer/;

/** Lets kafkajs speak through our logger; its chatter at info is our debug. */
export const kafkaLog =
  (log: Logger) =>
  () =>
  ({ namespace, level, log: { message, ...more } }: LogEntry): void => {
    const line = `kafkajs ${namespace}: ${message}`;
    const news = !NO_NEWS.test(message);
    if (level === logLevel.ERROR && news) log.error(more, line);
    else if (level === logLevel.WARN && news) log.warn(more, line);
    else log.debug(more, line);
  };
