import { z } from 'zod';
import { ruleDefinition, ruleDraft, ruleMode, ruleParameters } from '../rules/rule-definition.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';
import { ruleView } from './rules.routes.ts';

export const ruleHistory = z.object({
  decisions: z
    .array(
      z.object({
        at: z.iso.datetime({ offset: true }),
        by: z.string().nullable().describe('The key that did it'),
        what: z.enum(['defined', 'configured', 'archived']),
        version: z.int().positive().nullable(),
        mode: ruleMode.nullable(),
        parameters: ruleParameters.nullable(),
        definition: ruleDefinition.nullable(),
      }),
    )
    .describe('Newest first'),
});
export type RuleHistory = z.infer<typeof ruleHistory>;

const tag = 'rules';
const scope = 'engage';
const ruleId = z.object({ id: z.string() });

export const defineOwnRule = defineRoute({
  name: 'defineOwnRule',
  method: 'post',
  path: '/v1/rules',
  tag,
  summary: 'Write a rule of your own; it is off until it is switched on',
  scope,
  body: json(ruleDraft),
  answers: {
    201: { description: 'The rule', content: json(ruleView) },
    400: no('Something in it is wrong; the answer says where'),
    409: no('A rule has that id already'),
  },
});

export const getRuleDefinition = defineRoute({
  name: 'getRuleDefinition',
  method: 'get',
  path: '/v1/rules/{id}/definition',
  tag,
  summary: 'A rule as it was written, its parameters open: what one of your own can start from',
  scope,
  params: ruleId,
  answers: { 200: { description: 'Its newest version', content: json(ruleDraft) }, 404: no('No rule has that id') },
});

export const changeRule = defineRoute({
  name: 'changeRule',
  method: 'put',
  path: '/v1/rules/{id}/definition',
  tag,
  summary: 'A new version of a rule of your own: it is off again, its parameters at their defaults',
  scope,
  params: ruleId,
  body: json(ruleDraft),
  answers: {
    200: { description: 'The rule as it is now', content: json(ruleView) },
    400: no('Something in it is wrong; the answer says where'),
    404: no('No rule has that id'),
    409: no('It is shipped, or archived'),
  },
});

export const archiveRule = defineRoute({
  name: 'archiveRule',
  method: 'post',
  path: '/v1/rules/{id}/archive',
  tag,
  summary: 'Use a rule of your own no more; its history stays',
  scope,
  params: ruleId,
  answers: {
    200: { description: 'The rule, archived', content: json(ruleView) },
    404: no('No rule has that id'),
    409: no('It is shipped'),
  },
});

export const readRuleHistory = defineRoute({
  name: 'readRuleHistory',
  method: 'get',
  path: '/v1/rules/{id}/history',
  tag,
  summary: 'Who defined, changed, switched or archived a rule, and when',
  scope,
  params: ruleId,
  answers: { 200: { description: 'All of it', content: json(ruleHistory) }, 404: no('No rule has that id') },
});

export const ruleDefinitionsRoutes = [
  defineOwnRule,
  getRuleDefinition,
  changeRule,
  archiveRule,
  readRuleHistory,
] as const;
