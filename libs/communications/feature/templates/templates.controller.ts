import {
  type Asker,
  getTemplate,
  templateArchive,
  templateCheck,
  type TemplateChecked,
  templateContent,
  type TemplateContent,
  templateId,
  type TemplateLetter,
  type TemplateList,
  templatePreview,
  type TemplateRemark,
  templateTest,
  type TemplateTested,
  type TemplateView,
} from '@laurel/contracts';
import { exampleOf, type TemplateCommand } from '@laurel/communications-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ForTemplate } from './template.handler.ts';
import { TEMPLATE_PORTS, type TemplatePorts } from './templates.deps.ts';
import { listTemplates, viewTemplate } from './template-views.ts';
import { previewTemplate, sendTest } from './try-template.ts';

@Controller('v1/templates')
@Needs('engage')
export class TemplatesController {
  constructor(
    @Inject(TEMPLATE_PORTS) private readonly ports: TemplatePorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  list(): Promise<TemplateList> {
    return listTemplates(this.ports.search);
  }

  @Get(':id')
  read(@Param('id') id: string, @Query() query: unknown): Promise<TemplateView> {
    return viewTemplate(this.ports, id, parseWith(getTemplate.query, query).version);
  }

  @Put(':id')
  async save(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<TemplateView> {
    const template = parseWith(templateId, id);
    const content = parseWith(templateContent, body);
    const refused = await this.ports.engine.check(content);
    if (refused.length > 0)
      throw new Problematic(400, 'template.refused', sentenceOf(refused), { errors: refused.map(errorOf) });
    await this.tell({ type: 'Save', template, content }, asker);
    return viewTemplate(this.ports, template);
  }

  @Post('check')
  @HttpCode(200)
  async check(@Body() body: unknown): Promise<TemplateChecked> {
    const { content, probeLinks } = parseWith(templateCheck, body);
    const { engine, probe } = this.ports;
    const refused = [...(await engine.check(content))];
    if (refused.length > 0) return { canBeSaved: false, refused, better: [], letters: [] };
    const better = [...(await engine.lint(content, probeLinks ? probe : undefined))];
    return { canBeSaved: true, refused, better, letters: await this.lettersOf(content) };
  }

  @Post(':id/preview')
  @HttpCode(200)
  preview(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<TemplateLetter> {
    return previewTemplate(this.ports, id, parseWith(templatePreview, body ?? {}), asker);
  }

  @Post(':id/test')
  @HttpCode(200)
  async test(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<TemplateTested> {
    const { to, ...about } = parseWith(templateTest, body);
    return sendTest(this.ports, await previewTemplate(this.ports, id, about, asker), to);
  }

  @Post(':id/archive')
  @HttpCode(200)
  async archive(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<TemplateView> {
    const { why } = parseWith(templateArchive, body);
    await viewTemplate(this.ports, id);
    await this.tell({ type: 'Archive', template: id, why, usedBy: await this.ports.usesOf(id) }, asker);
    return viewTemplate(this.ports, id);
  }

  private lettersOf(content: TemplateContent): Promise<TemplateChecked['letters']> {
    const languages = Object.keys(content.languages);
    return Promise.all(
      languages.map((language) => this.ports.engine.write(content, { ...exampleOf(content), language })),
    );
  }

  private async tell(command: TemplateCommand, asker: Asker): Promise<void> {
    const cause = { causation: newId(), correlation: newId(), actor: asker.id };
    await this.commands.execute(new ForTemplate(command, cause));
  }
}

const errorOf = ({ path, line, column, reason }: TemplateRemark) => ({
  path: line === null ? path : `${path}:${line}:${column}`,
  reason,
});

const sentenceOf = ([first]: readonly TemplateRemark[]): string => {
  if (!first) return 'it cannot be saved';
  const { path, reason } = errorOf(first);
  return `${path}: ${reason}`;
};
