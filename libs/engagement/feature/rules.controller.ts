import { type Asker, type RuleTestAnswer, ruleSettings, ruleTest, type RuleView } from '@laurel/contracts';
import { bind, parametersOf, type ParameterValues, type RuleDefinition } from '@laurel/engagement-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { definitionOf, readRule, readRules, viewOf } from './rule-book.ts';
import { ForRule } from './rule.handler.ts';
import { testRule } from './test-rule.query.ts';

@Controller('v1/rules')
@Needs('engage')
export class RulesController {
  constructor(
    @Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  async list(): Promise<{ rules: RuleView[] }> {
    const rules = await readRules(this.ports);
    return { rules: rules.map(viewOf) };
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<RuleView> {
    return viewOf(await readRule(this.ports, this.definition(id)));
  }

  @Put(':id')
  async configure(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<RuleView> {
    const definition = this.definition(id);
    const { mode, parameters } = parseWith(ruleSettings, body);
    const values = valuesOf(definition, parameters);
    const cause = { causation: newId(), correlation: newId(), actor: asker.id };
    await this.commands.execute(new ForRule({ type: 'Configure', rule: id, mode, parameters: values }, cause));
    return viewOf(await readRule(this.ports, definition));
  }

  @Post(':id/test')
  @HttpCode(200)
  async test(@Param('id') id: string, @Body() body: unknown): Promise<RuleTestAnswer> {
    const definition = this.definition(id);
    const { parameters, at, limit } = parseWith(ruleTest, body ?? {});
    const { rule } = await readRule(this.ports, definition, valuesOf(definition, parameters));
    return testRule(this.ports, rule, at === undefined ? this.ports.clock.now() : new Date(at), limit);
  }

  private definition(id: string): RuleDefinition {
    const definition = definitionOf(this.ports, id);
    if (!definition) throw new Problematic(404, 'rule.missing', `No rule has the id ${id}`);
    return definition;
  }
}

const valuesOf = (definition: RuleDefinition, given: unknown): ParameterValues => {
  const parsed = parseWith(parametersOf(definition), given ?? {}, 'rule.parameter');
  const values = Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, value ?? null]));
  bind(definition, values);
  return values;
};
