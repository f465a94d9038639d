import { type Asker } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, METRICS, type Metrics, Problematic } from '@laurel/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type Asking } from './answer-meta.ts';
import { type QuestionLimits, refusalOf } from './too-heavy.ts';
import { QUESTION_LIMITS, WAREHOUSE } from './tokens.ts';

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

/** Asks within what a question may take of the engine; whoever goes away takes the query in the engine along. */
@Injectable()
export class AnswerInTime {
  constructor(
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(QUESTION_LIMITS) private readonly limits: QuestionLimits,
  ) {}

  async ask<Answer>(
    { question, asker, reply }: Caller,
    ask: (warehouse: Warehouse, asking: Asking) => Promise<Answer>,
  ): Promise<Answer> {
    const left = new AbortController();
    const leave = (): void => left.abort(new Error('the caller left'));
    reply.raw.once('close', leave);
    const stop = this.metrics.questionSeconds.startTimer({ question });
    const limits = { ...this.limits, signal: left.signal };
    try {
      return await ask(this.warehouse, { asker, now: this.clock.now(), limits });
    } catch (error) {
      // Nobody hears this answer, and it is nobody's fault: not an error to log.
      if (left.signal.aborted) throw new Problematic(499, 'caller.left', 'The caller left before the answer');
      throw refusalOf(error, this.limits) ?? error;
    } finally {
      reply.raw.off('close', leave);
      stop();
    }
  }
}
