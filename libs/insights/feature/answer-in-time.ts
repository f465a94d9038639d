import { type Asker } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, METRICS, type Metrics, Problematic } from '@laurel/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type Asking } from './answer-meta.ts';
import { QUESTION_SECONDS, WAREHOUSE } from './tokens.ts';

const ASK_FOR_LESS = 'one course or run in "where", a shorter "entered", fewer steps, or no condition on attributes';

/** The engine's code 159, TIMEOUT_EXCEEDED, as both of its clients say it. */
export const tookTooLong = (error: unknown): boolean =>
  error instanceof Error &&
  /TIMEOUT_EXCEEDED|Code: 159\b/.test(`${error.message} ${'type' in error ? String(error.type) : ''}`);

/** The part of Fastify's reply that answering needs. */
export interface Reply {
  readonly raw: ServerResponse;
  readonly request: { readonly headers: IncomingHttpHeaders };
  header(name: string, value: string): Reply;
}

/** Who asks which question over which reply. */
export interface Caller {
  readonly question: string;
  readonly asker: Asker;
  readonly reply: Reply;
}

/** Asks within the time that a question may take; whoever goes away takes the query in the engine along. */
@Injectable()
export class AnswerInTime {
  constructor(
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(QUESTION_SECONDS) private readonly seconds: number,
  ) {}

  async ask<Answer>(
    { question, asker, reply }: Caller,
    ask: (warehouse: Warehouse, asking: Asking) => Promise<Answer>,
  ): Promise<Answer> {
    const left = new AbortController();
    const leave = (): void => left.abort(new Error('the caller left'));
    reply.raw.once('close', leave);
    const stop = this.metrics.questionSeconds.startTimer({ question });
    const limits = { seconds: this.seconds, signal: left.signal };
    try {
      return await ask(this.warehouse, { asker, now: this.clock.now(), limits });
    } catch (error) {
      // Nobody hears this answer, and it is nobody's fault: not an error to log.
      if (left.signal.aborted) throw new Problematic(499, 'caller.left', 'The caller left before the answer');
      if (tookTooLong(error))
        throw new Problematic(
          503,
          'question.too-heavy',
          `The answer took longer than ${this.seconds} seconds. Ask for less: ${ASK_FOR_LESS}`,
        );
      throw error;
    } finally {
      reply.raw.off('close', leave);
      stop();
    }
  }
}
