import { type Asker, type IntakeAnswer, takeEvents } from '@laurel/contracts';
import { LineTooLong, TooManyItems, UnreadableBody } from '@laurel/intake-domain';
import { LogBusy } from '@laurel/kernel';
import { Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Controller, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { type IncomingMessage } from 'node:http';
import { BodyTooLarge, takers } from './bodies.ts';
import { BrokenBody, bytesOf } from './raw-body.ts';
import { type IntakePorts, Taking } from './taking.ts';

export const INTAKE_PORTS = Symbol('IntakePorts');

interface Reply {
  header(name: string, value: string): Reply;
}

/** Facts come in here: each item gets its verdict after it is durable, in the log or in the dead letters. */
@Controller('v1/events')
export class LearningEventsController {
  constructor(@Inject(INTAKE_PORTS) private readonly ports: IntakePorts) {}

  @Post()
  @HttpCode(200)
  @Needs('ingest')
  async take(
    @Req() { raw }: { raw: IncomingMessage },
    @Query() query: unknown,
    @WhoAsks() { scopes }: Asker,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<IntakeAnswer> {
    const { verdicts } = parseWith(takeEvents.query, query);
    const take = takerOf(raw.headers['content-type']);
    const isGzip = isGzipped(raw.headers['content-encoding']);
    const taking = new Taking(this.ports, { mayBackfill: scopes.has('backfill'), listsAll: verdicts === 'all' });
    try {
      await take(bytesOf(raw, isGzip), taking);
      return await taking.answer();
    } catch (error) {
      // Nothing can follow on a connection that broke; on others the rest is let through, so that the answer is heard.
      if (error instanceof BrokenBody && error.code === 'body.cut') reply.header('connection', 'close');
      throw problemOf(error, await taking.durableParts());
    }
  }
}

const takerOf = (contentType = '') => {
  const take = takers.get(contentType.split(';')[0]?.trim().toLowerCase() ?? '');
  if (!take) throw new Problematic(415, 'body.type', `Send ${[...takers.keys()].join(', ')}`);
  return take;
};

const isGzipped = (encoding = 'identity'): boolean => {
  const name = encoding.trim().toLowerCase();
  if (name === 'gzip' || name === 'x-gzip') return true;
  if (name === 'identity') return false;
  throw new Problematic(415, 'body.encoding', 'Send the body as it is, or as gzip');
};

/** What stopped a request, with what of it is durable all the same. What is not known here is no answer of ours. */
const problemOf = (error: unknown, durable: IntakeAnswer): unknown => {
  if (error instanceof BrokenBody) return new Problematic(400, error.code, sentence(error), durable);
  if (error instanceof UnreadableBody) return new Problematic(400, 'body.json', sentence(error), durable);
  if (error instanceof TooManyItems) return tooLarge('body.items', error, durable);
  if (error instanceof BodyTooLarge) return tooLarge('body.size', error, durable);
  if (error instanceof LineTooLong) return tooLarge('line.size', error, durable);
  if (!(error instanceof LogBusy)) return error;
  const { retryAfterSeconds } = error;
  return new Problematic(429, 'log.busy', sentence(error), { ...durable, retryAfterSeconds });
};

const tooLarge = (code: string, error: Error & { limit: number }, durable: IntakeAnswer) =>
  new Problematic(413, code, sentence(error), { ...durable, limit: error.limit });

const sentence = ({ message }: Error): string => message.charAt(0).toUpperCase() + message.slice(1);
