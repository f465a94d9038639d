import {
  type Asker,
  type RuleDraft,
  ruleDraft,
  type RuleHistory,
  rulesQuery,
  type RuleTestAnswer,
  ruleSettings,
  ruleTest,
  type RuleView,
} from '@laurel/contracts';
import { type RuleCommand, soundDraft } from '@laurel/engagement-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { existingRule, givenValues, refuseUnsendable } from './existing-rule.ts';
import { readRules, viewOf } from './rule-book.ts';
import { readRuleHistory } from './rule-history.query.ts';
import { ForRule } from './rule.handler.ts';
import { namesIn, pinnedNames } from './segments/pinned-names.ts';
import { testRule } from './test-rule.query.ts';

@Controller('v1/rules')
@Needs('engage')
export class RulesController {
  constructor(
    @Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  async list(@Query() query: unknown): Promise<{ rules: RuleView[] }> {
    const { archived } = parseWith(rulesQuery, query);
    const rules = await readRules(this.ports, archived === 'true');
    return { rules: rules.map(viewOf) };
  }

  @Get(':id')
  read(@Param('id') id: string): Promise<RuleView> {
    return this.view(id);
  }

  @Get(':id/history')
  async history(@Param('id') id: string): Promise<RuleHistory> {
    await existingRule(this.ports, id);
    return readRuleHistory(this.ports, id);
  }

  @Post()
  async define(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<RuleView> {
    const draft = await this.pinned(parseWith(soundDraft, body, 'rule.definition'));
    await refuseUnsendable(this.ports, draft);
    return this.decide({ type: 'Define', rule: draft.id, draft }, asker);
  }

  @Get(':id/definition')
  async definition(@Param('id') id: string): Promise<RuleDraft> {
    const { definition } = await existingRule(this.ports, id);
    return ruleDraft.strip().parse(definition);
  }

  @Put(':id/definition')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<RuleView> {
    await existingRule(this.ports, id);
    const draft = parseWith(soundDraft, body, 'rule.definition');
    if (draft.id !== id) {
      const errors = [{ path: 'id', reason: `is not ${id}` }];
      throw new Problematic(400, 'rule.definition', `id: a rule keeps its id, which is ${id}`, { errors });
    }
    await refuseUnsendable(this.ports, draft);
    return this.decide({ type: 'Change', rule: id, draft: await this.pinned(draft) }, asker);
  }

  @Post(':id/archive')
  @HttpCode(200)
  async archive(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<RuleView> {
    await existingRule(this.ports, id);
    return this.decide({ type: 'Archive', rule: id }, asker);
  }

  @Put(':id')
  async configure(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<RuleView> {
    const { definition } = await existingRule(this.ports, id);
    const { mode, parameters } = parseWith(ruleSettings, body);
    const values = givenValues(definition, parameters);
    if (mode === 'live' || mode === 'shadow') await refuseUnsendable(this.ports, definition);
    return this.decide({ type: 'Configure', rule: id, mode, parameters: values }, asker);
  }

  @Post(':id/test')
  @HttpCode(200)
  async test(@Param('id') id: string, @Body() body: unknown): Promise<RuleTestAnswer> {
    const { definition } = await existingRule(this.ports, id);
    const { parameters, at, limit } = parseWith(ruleTest, body ?? {});
    const { rule } = await existingRule(this.ports, id, givenValues(definition, parameters));
    return testRule(this.ports, rule, at === undefined ? this.ports.clock.now() : new Date(at), limit);
  }

  private async decide(command: RuleCommand, { id: actor }: Asker): Promise<RuleView> {
    await this.commands.execute(new ForRule(command, { causation: newId(), correlation: newId(), actor }));
    return this.view(command.rule);
  }

  /** The segments that it names stay at their versions of now. */
  private async pinned(draft: RuleDraft): Promise<RuleDraft> {
    const pinned = await pinnedNames(draft.criteria, { names: namesIn(this.ports) }, ['criteria']);
    return parseWith(soundDraft, { ...draft, criteria: pinned }, 'rule.definition');
  }

  private async view(id: string): Promise<RuleView> {
    return viewOf(await existingRule(this.ports, id));
  }
}
