import {
  type Asker,
  askSavedOrder,
  newSavedQuestion,
  PDF,
  savedQuestionChange,
  type SavedQuestionList,
  savedQuestionsQuery,
  type SavedQuestionVersions,
  type SavedQuestionView,
} from '@laurel/contracts';
import { type RenderReport, type SavedQuestion, type SavedQuestions, type SavedVersion } from '@laurel/insights-domain';
import { Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { z } from 'zod';
import { AnswerInTime, type Reply } from '../answer-in-time.ts';
import { contentTypeOf, FORMS, inForm } from '../export/answer-forms.ts';
import { formatFor } from '../export/formats.ts';
import { documentOf } from '../report/report-document.ts';
import { MAKING, type Making, RENDER_REPORT, SAVED_QUESTIONS } from '../tokens.ts';
import { addressOf } from './address.ts';
import { readBody, readSaved } from './saved-answers.ts';

@Controller('v1/saved-questions')
@Needs('ask')
export class SavedQuestionsController {
  constructor(
    @Inject(SAVED_QUESTIONS) private readonly saved: SavedQuestions,
    @Inject(AnswerInTime) private readonly inTime: AnswerInTime,
    @Inject(RENDER_REPORT) private readonly render: RenderReport,
    @Inject(MAKING) private readonly making: Making,
  ) {}

  @Post()
  async save(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<SavedQuestionView> {
    const { description = null, ...told } = parseWith(newSavedQuestion, body);
    readBody(this.making.questions, told.question, told.body);
    const content = { ...told, description };
    const { clock, newId } = this.making;
    return viewOf(await this.saved.save({ id: newId(), content, at: clock.now(), by: asker.id }));
  }

  @Get()
  async list(@Query() query: unknown): Promise<SavedQuestionList> {
    const { after, archived, limit } = parseWith(savedQuestionsQuery, query);
    const found = await this.saved.list({ after, archived: archived === 'true', limit });
    const last = found.length === limit ? found.at(-1) : undefined;
    return { savedQuestions: found.map(viewOf), next: last?.id ?? null };
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<SavedQuestionView> {
    return viewOf(await this.find(id));
  }

  @Get(':id/versions')
  async versions(@Param('id') id: string): Promise<SavedQuestionVersions> {
    await this.find(id);
    const versions = await this.saved.versions(id);
    return { id, versions: versions.map(versionOf) };
  }

  @Put(':id')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<SavedQuestionView> {
    await this.find(id);
    const { description = null, expectedVersion, ...told } = parseWith(savedQuestionChange, body);
    readBody(this.making.questions, told.question, told.body);
    const content = { ...told, description };
    const change = { id, content, at: this.making.clock.now(), by: asker.id };
    const changed = await this.saved.change(change, expectedVersion);
    if (changed === 'archived') throw archived();
    if (changed === 'stale') {
      const { version } = await this.find(id);
      const reason = `Version ${version} was saved since version ${expectedVersion} was read: read it, and save your change behind it`;
      throw new Problematic(409, 'saved-question.version', reason, { version });
    }
    return viewOf(changed ?? (await this.find(id)));
  }

  @Delete(':id')
  @HttpCode(204)
  async archive(@Param('id') id: string): Promise<void> {
    await this.find(id);
    await this.saved.archive(id, this.making.clock.now());
  }

  @Post(':id/answer')
  @HttpCode(200)
  async answer(
    @Param('id') id: string,
    @Body() body: unknown,
    @WhoAsks() asker: Asker,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<object | string | Uint8Array> {
    const form = formatFor(reply.request.headers.accept, [...FORMS, PDF]);
    const { asOf, version } = parseWith(askSavedOrder, body ?? {});
    const saved = await this.find(id, version);
    if (saved.archivedAt) throw archived();
    const question = readSaved(this.making.questions, saved, asOf);
    const answered = await this.inTime.ask({ question: saved.question, asker, reply }, question.ask);
    reply.header('content-type', form === PDF ? PDF : contentTypeOf(form));
    if (form !== PDF) return inForm(answered, form);
    const address = `${this.making.publicUrl}${addressOf(id)}`;
    return this.render(documentOf(saved, answered, address), this.making.clock.now());
  }

  private async find(id: string, version?: number): Promise<SavedQuestion> {
    const found = z.uuid().safeParse(id).success ? await this.saved.find(id, version) : undefined;
    if (found) return found;
    const which =
      version === undefined ? 'No such question was saved' : `It has no version ${version}, or was not saved`;
    throw new Problematic(404, 'saved-question.unknown', which);
  }
}

const archived = (): Problematic =>
  new Problematic(409, 'saved-question.archived', 'This question is archived: save it anew to ask or change it');

const versionOf = ({ version, name, question, body, description, savedAt, savedBy }: SavedVersion) => ({
  ...{ version, name, question, body: { ...body }, description, savedAt: savedAt.toISOString(), savedBy },
});

const viewOf = (saved: SavedQuestion): SavedQuestionView => ({
  ...versionOf(saved),
  id: saved.id,
  address: addressOf(saved.id),
  archivedAt: saved.archivedAt?.toISOString() ?? null,
});
