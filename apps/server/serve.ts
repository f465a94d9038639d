import { createLogger, type Logger, readSettings, WrongSettings } from '@laurel/platform';
import { CannotStart } from './cannot-start.ts';
import { type Laurel, startLaurel, type Story } from './laurel.ts';

/** A drain that takes longer than this is ended: an orchestrator would use SIGKILL next. */
const DRAIN_LIMIT_MS = 28_000;

const settingsOrEnd = () => {
  try {
    // The one place where the environment is read.
    // eslint-disable-next-line no-restricted-syntax
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    console.error(`Wrong settings:\n${error.wrong.map((one) => `  ${one}`).join('\n')}\nSee docs/configuration.md.`);
    process.exit(2);
  }
};

/** Runs Laurel in this process until a signal ends it. */
export const serve = async (story?: Story): Promise<void> => {
  const settings = settingsOrEnd();
  const log = createLogger(settings.LAUREL_LOG_LEVEL);

  /** Nobody catches to log and go on: what nobody expected ends the process, and the next start goes on from what is durable. */
  const crash = (error: unknown): never => {
    log.fatal({ error }, 'crashed');
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  const laurel = await startLaurel(settings, log, story).catch((error: unknown) => {
    if (!(error instanceof CannotStart)) return crash(error);
    log.fatal({ reason: error.message }, 'cannot start');
    console.error(error.message);
    process.exit(1);
  });
  log.info({ url: laurel.url, roles: settings.LAUREL_ROLES }, 'ready');
  drainOnSignal(laurel, log, crash);
};

const drainOnSignal = (laurel: Laurel, log: Logger, crash: (error: unknown) => never): void => {
  let draining = false;
  const drain = (signal: string): void => {
    if (draining) return; // Ctrl-C in a terminal reaches us twice: from it and from npm
    draining = true;
    log.info({ signal }, 'draining');
    setTimeout(() => crash(new Error('the drain took too long')), DRAIN_LIMIT_MS).unref();
    laurel.stop().then(() => {
      log.info('drained');
      process.exit(0);
    }, crash);
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
};
