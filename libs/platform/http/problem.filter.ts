import { LogBusy, Refused } from '@laurel/kernel';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { LOGGER, type Logger } from '../logging.ts';
import { Problematic } from './problematic.ts';

interface Reply {
  sent: boolean;
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): Reply;
}

/** Every error leaves as RFC 9457 problem+json; what is not a known "no" is ours: logged whole, answered without details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    const { status, code, detail, more } = this.problemOf(error);
    const { retryAfterSeconds, ...extensions } = more;
    if (reply.sent) return;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    const title = STATUS_CODES[status] ?? 'Error';
    reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send({ type: 'about:blank', title, status, code, detail, ...extensions });
  }

  private problemOf(error: unknown): Problematic {
    if (error instanceof Problematic) return error;
    if (error instanceof Refused) return new Problematic(409, error.code, error.reason);
    if (error instanceof LogBusy) {
      return new Problematic(429, 'log.busy', error.message, { retryAfterSeconds: error.retryAfterSeconds });
    }
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    if (status >= 400 && status < 500) return new Problematic(status, `http.${status}`, messageOf(error));
    this.log.error({ error }, 'request failed');
    return new Problematic(500, 'internal', 'Something failed here; it was logged. The request may be tried again.');
  }
}

/** Fastify marks its own refusals (body too large, unknown media type) with a statusCode. */
const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'refused');
