import { type Asker } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, METRICS, type Metrics, Needs, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type Asking } from './answer-meta.ts';
import { contentTypeOf, formOf, inForm } from './export/answer-forms.ts';
import { answeringOf } from './questions.ts';
import { QUESTION_SECONDS, WAREHOUSE } from './tokens.ts';

const ASK_FOR_LESS = 'one course or run in "where", a shorter "entered", fewer steps, or no condition on attributes';

/** The engine's code 159, TIMEOUT_EXCEEDED, as both of its clients say it. */
const tookTooLong = (error: unknown): boolean =>
  error instanceof Error &&
  /TIMEOUT_EXCEEDED|Code: 159\b/.test(`${error.message} ${'type' in error ? String(error.type) : ''}`);

/** The part of Fastify's reply that answering needs. */
interface Reply {
  readonly raw: ServerResponse;
  readonly request: { readonly headers: IncomingHttpHeaders };
  header(name: string, value: string): Reply;
}

@Controller('v1/questions')
export class QuestionsController {
  constructor(
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(QUESTION_SECONDS) private readonly seconds: number,
  ) {}

  @Post(':question')
  @HttpCode(200)
  @Needs('ask')
  ask(
    @Param('question') question: string,
    @Body() body: unknown,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<object | string | Uint8Array> {
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
  ): Promise<object | string | Uint8Array> {
    return this.answer(`${question}/${part}`, body, asker, reply);
  }

  private async answer(name: string, body: unknown, asker: Asker, reply: Reply): Promise<object | string | Uint8Array> {
    const answering = answeringOf.get(name);
    if (!answering) {
      const known = [...answeringOf.keys()].join(', ');
      throw new Problematic(404, 'question.unknown', `No question is called "${name}". Ask one of: ${known}`);
    }
    const form = formOf(reply.request.headers.accept);
    const question = answering.read(body);
    const answered = await this.timed(name, reply, asker, (asking) => question.ask(this.warehouse, asking));
    reply.header('content-type', contentTypeOf(form));
    return inForm(answered, form);
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
      return await ask({ asker, now: this.clock.now(), limits: { seconds: this.seconds, signal: left.signal } });
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
