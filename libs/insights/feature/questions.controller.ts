import { type Asker } from '@laurel/contracts';
import { Needs, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { AnswerInTime, type Reply } from './answer-in-time.ts';
import { type Questions } from './answering.ts';
import { contentTypeOf, formOf, inForm } from './export/answer-forms.ts';
import { ANSWERING } from './tokens.ts';

@Controller('v1/questions')
export class QuestionsController {
  constructor(
    @Inject(ANSWERING) private readonly answeringOf: Questions,
    @Inject(AnswerInTime) private readonly inTime: AnswerInTime,
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
    const answering = this.answeringOf.get(name);
    if (!answering) throw this.unknown(name);
    const form = formOf(reply.request.headers.accept);
    const question = answering.read(body);
    const answered = await this.inTime.ask({ question: name, asker, reply }, question.ask);
    reply.header('content-type', contentTypeOf(form));
    return inForm(answered, form);
  }

  private unknown(name: string): Problematic {
    const [whole = '', part] = name.split('/');
    const why = part === 'facts' ? this.answeringOf.get(whole)?.withoutFacts : undefined;
    if (why !== undefined) return new Problematic(404, 'question.without-facts', why);
    const known = [...this.answeringOf.keys()].join(', ');
    return new Problematic(404, 'question.unknown', `No question is called "${name}". Ask one of: ${known}`);
  }
}
