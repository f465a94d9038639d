import { pino, type Logger as Pino } from 'pino';

/** Structured, without personal data: ids and counts, never bodies, addresses or attributes. */
export type Logger = Pick<Pino, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'child'>;
export const LOGGER = Symbol('Logger');

export const createLogger = (level: string): Pino =>
  pino({
    level,
    base: { service: 'laurel' },
    serializers: { error: pino.stdSerializers.err },
    redact: { paths: ['req.headers.authorization', 'req.headers.cookie'], remove: true },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
