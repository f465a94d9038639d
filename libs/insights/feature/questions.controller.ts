import { type Asker } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, METRICS, type Metrics, Needs, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type Asking } from './answer-meta.ts';
import { type Answering } from './answering.ts';
import { tableOf } from './table.ts';
import { type QuestionLimits, refusalOf } from './too-heavy.ts';
import { ANSWERING, QUESTION_LIMITS, WAREHOUSE } from './tokens.ts';

/** The part of Fastify's reply that answering needs. */
interface Reply {
  readonly raw: ServerResponse;
  readonly request: { readonly headers: IncomingHttpHeaders };
  header(name: string, value: string): Reply;
}

@Controller('v1/questions')
export class QuestionsController {
  constructor(
    @Inject(ANSWERING) private readonly answeringOf: ReadonlyMap<string, Answering>,
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(QUESTION_LIMITS) private readonly limits: QuestionLimits,
  ) {}

  @Post(':question')
  @HttpCode(200)
  @Needs('ask')
  ask(
    @Param('question') question: string,
    @Body() body: unknown,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<object | string> {
    return this.answer(question, body, asker, reply);
  }

  @Post(':question/:part')
  @HttpCode(200)
  @Needs('ask')
  askPart(
    @Param() { question, part }: { readonly question: string; readonly part: string },
    @Body() body: unknown,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<object | string> {
    return this.answer(`${question}/${part}`, body, asker, reply);
  }

  private async answer(name: string, body: unknown, asker: Asker, reply: Reply): Promise<object | string> {
    const answering = this.answeringOf.get(name);
    if (!answering) {
      const known = [...this.answeringOf.keys()].join(', ');
      throw new Problematic(404, 'question.unknown', `No question is called "${name}". Ask one of: ${known}`);
    }
    const question = answering.read(body);
    const { answer, rows } = await this.timed(name, reply, asker, (asking) => question.ask(this.warehouse, asking));
    return wantsTable(reply) ? tableOf(rows()) : answer;
  }

  /** Whoever goes away takes the query in the engine along. */
  private async timed<Answer>(
    question: string,
    reply: Reply,
    asker: Asker,
    ask: (asking: Asking) => Promise<Answer>,
  ): Promise<Answer> {
    const left = new AbortController();
    const leave = (): void => left.abort(new Error('the caller left'));
    reply.raw.once('close', leave);
    const stop = this.metrics.questionSeconds.startTimer({ question });
    try {
      return await ask({ asker, now: this.clock.now(), limits: { ...this.limits, signal: left.signal } });
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

const wantsTable = (reply: Reply): boolean => {
  if (!reply.request.headers.accept?.includes('text/csv')) return false;
  reply.header('content-type', 'text/csv; charset=utf-8');
  return true;
};
