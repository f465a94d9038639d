import {
  type BackTestAnswer,
  draftBackTest,
  type Leaf,
  type ParameterValue,
  ruleBackTest,
  type RuleBackTest,
  type RuleDefinition,
} from '@laurel/contracts';
import { leavesOf } from '@laurel/criteria-domain';
import { bind, type ParameterValues, soundDraft } from '@laurel/engagement-domain';
import { Needs, parseWith, Problematic } from '@laurel/platform';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ENGAGEMENT_PORTS, type EngagementPorts } from '../engagement.deps.ts';
import { existingRule, givenValues } from '../existing-rule.ts';
import { backTestRule } from './back-test.query.ts';

@Controller('v1/rules')
@Needs('engage')
export class BackTestController {
  constructor(@Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts) {}

  @Post('back-test')
  @HttpCode(200)
  async draft(@Body() body: unknown): Promise<BackTestAnswer> {
    const { definition, ...asked } = parseWith(draftBackTest.extend({ definition: soundDraft }), body);
    return this.test({ ...definition, version: 1 }, null, {}, asked);
  }

  @Post(':id/back-test')
  @HttpCode(200)
  async saved(@Param('id') id: string, @Body() body: unknown): Promise<BackTestAnswer> {
    const { definition, rule } = await existingRule(this.ports, id);
    return this.test(definition, rule.version, rule.parameters, parseWith(ruleBackTest, body ?? {}));
  }

  private test(
    definition: RuleDefinition,
    version: number | null,
    stored: ParameterValues,
    asked: RuleBackTest,
  ): Promise<BackTestAnswer> {
    refuseWholePerson(definition);
    const values = { ...stored, ...givenValues(definition, asked.parameters) };
    return backTestRule(
      this.ports,
      { definition, version, values, others: othersOf(definition, values, asked) },
      asked,
    );
  }
}

/** What somebody did in other courses, or what came of messages, is not in the histories that a back-test reads. */
const refuseWholePerson = (definition: RuleDefinition): void => {
  if (leavesOf<Leaf>(bind(definition, {}).criterion).every(({ is }) => is !== 'learner')) return;
  throw wrong('criteria', 'asks about the person as a whole (learner), which cannot be back-tested');
};

/** Each value of the sweep in the place of the one parameter; 400 with the place of a wrong one. */
const othersOf = (definition: RuleDefinition, values: ParameterValues, { sweep }: RuleBackTest) => {
  if (!sweep) return [];
  const parameter = definition.parameters.find(({ name }) => name === sweep.parameter);
  if (!parameter || parameter.kind === 'text') {
    const numbers = definition.parameters.filter(({ kind }) => kind !== 'text').map(({ name }) => name);
    throw wrong('sweep.parameter', `is none of the numbers of this rule (${numbers.join(', ')})`);
  }
  return sweep.values.map((value, index) => ({
    value,
    values: { ...values, ...tried(definition, sweep.parameter, value, index) },
  }));
};

const tried = (definition: RuleDefinition, name: string, value: ParameterValue, index: number): ParameterValues => {
  try {
    return givenValues(definition, { [name]: value });
  } catch (error) {
    throw error instanceof Problematic ? wrong(`sweep.values.${index}`, error.detail) : error;
  }
};

const wrong = (path: string, reason: string): Problematic =>
  new Problematic(400, 'rule.parameter', `${path}: ${reason}`, { errors: [{ path, reason }] });
