import { z } from 'zod';
import { factRef, reason } from '../decisions/engagement.events.ts';
import { ruleAction, ruleMode, ruleParameter, ruleParameters } from '../rules/rule-definition.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

/** Whose enrolment a line is about; '' where the source told no run or registration. */
const enrolment = { learner: z.string(), course: z.string(), run: z.string(), registration: z.string() };

export const ruleView = z.object({
  id: z.string(),
  version: z.int().positive(),
  title: z.string(),
  sentence: z.string().describe('What it does, with the values of its parameters, in words'),
  mode: ruleMode.describe(
    'off: nothing happens, though the dry run and the back-test answer; shadow: it fires into the history and nobody is ' +
      'written to; live: it acts',
  ),
  origin: z.enum(['shipped', 'defined']).describe('shipped: Laurel brings it; defined: somebody here wrote it'),
  archived: z.boolean(),
  looks: z.array(z.enum(['fact', 'time'])).describe('fact: at each new fact; time: at everybody as time passes'),
  parameters: z.array(
    z.object({
      ...ruleParameter.shape,
      value: z.union([z.number(), z.string()]).nullable().describe('null: not limited by this'),
    }),
  ),
  criteria: z
    .record(z.string(), z.unknown())
    .describe('The criteria as data, with the values of the parameters in place'),
  action: ruleAction,
});
export type RuleView = z.infer<typeof ruleView>;

export const ruleList = z.object({ rules: z.array(ruleView) });

export const ruleSettings = z.strictObject({
  mode: ruleMode.optional(),
  parameters: ruleParameters.optional().describe('Only the named ones change; null gives one its default back'),
});
export type RuleSettings = z.infer<typeof ruleSettings>;

export const ruleTest = z.strictObject({
  parameters: ruleParameters.default({}).describe('Tried instead of the stored values, and not stored'),
  at: instant.optional().describe('As known and judged at that time; default now'),
  limit: z.int().min(1).max(1000).default(100),
});
export type RuleTest = z.output<typeof ruleTest>;

export const ruleTestAnswer = z.object({
  rule: z.string(),
  at: instant,
  matches: z.int(),
  learners: z
    .array(z.object({ ...enrolment, because: z.array(reason), firedBefore: z.boolean() }))
    .describe('At most `limit` of the matches, by course, run and learner'),
});
export type RuleTestAnswer = z.infer<typeof ruleTestAnswer>;

/** How far the road went. `attempted` lasts only while a send is under way. */
export const ledgerOutcome = z.enum([
  'not-matched',
  'matched',
  'shadow',
  'fired',
  'requested',
  'deferred',
  'suppressed',
  'attempted',
  'postponed',
  'sent',
  'rejected',
  'unknown',
]);
export type LedgerOutcome = z.infer<typeof ledgerOutcome>;

export const firingView = z.object({
  id: z.string(),
  rule: z.string(),
  ruleVersion: z.int().positive(),
  mode: z.enum(['live', 'shadow']).describe('shadow: nobody was written to'),
  ...enrolment,
  firedAt: instant,
  because: z.array(reason),
  outcome: ledgerOutcome,
  why: z.string().nullable().describe('Why it was deferred, suppressed, postponed, rejected or is unknown'),
  message: z.string().nullable(),
});
export type FiringView = z.infer<typeof firingView>;

export const firingList = z.object({
  firings: z.array(firingView).describe('Newest first'),
  next: z.string().nullable().describe('Give it as `before` for the next page; null at the end'),
});

export const ledgerLine = z.object({
  ...enrolment,
  outcome: ledgerOutcome,
  why: z.array(z.string()).min(1).describe('In words: why it was sent, or why not'),
  facts: z.array(factRef).describe('The facts behind the words'),
  firing: z.string().nullable(),
  message: z.string().nullable(),
  at: instant.nullable().describe('When the outcome was decided; null where nothing was decided yet'),
});
export type LedgerLine = z.infer<typeof ledgerLine>;

export const ledgerAnswer = z.object({
  rule: z.string(),
  at: instant,
  lines: z.array(ledgerLine).describe('One per enrolment, by learner'),
  next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
});
export type LedgerAnswer = z.infer<typeof ledgerAnswer>;

const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

export const firingsQuery = z.strictObject({
  rule: z.string().optional(),
  mode: z.literal('shadow').optional().describe('Only those of rules in shadow mode'),
  course: z.string().optional(),
  run: z.string().optional(),
  learner: z.string().optional(),
  before: z.string().regex(/^\d+$/).optional(),
  limit: limit(500, 50),
});
export type FiringsQuery = z.output<typeof firingsQuery>;

export const ledgerQuery = z.strictObject({
  rule: z.string().min(1),
  course: z.string().min(1),
  run: z.string().optional().describe('Leave out for every run of the course'),
  after: z.string().optional(),
  limit: limit(2000, 500),
});
export type LedgerQuery = z.output<typeof ledgerQuery>;

export const rulesQuery = z.strictObject({
  archived: z.enum(['true', 'false']).default('false').describe('Those that are archived, too'),
});

const tag = 'rules';
const scope = 'engage';
const ruleId = z.object({ id: z.string() });

export const listRules = defineRoute({
  name: 'listRules',
  method: 'get',
  path: '/v1/rules',
  tag,
  summary: 'The rules, what they do and whether they are on',
  scope,
  query: rulesQuery,
  answers: { 200: { description: 'All of them', content: json(ruleList) } },
});

export const getRule = defineRoute({
  name: 'getRule',
  method: 'get',
  path: '/v1/rules/{id}',
  tag,
  summary: 'One rule',
  scope,
  params: ruleId,
  answers: { 200: { description: 'The rule', content: json(ruleView) }, 404: no('No rule has that id') },
});

export const configureRule = defineRoute({
  name: 'configureRule',
  method: 'put',
  path: '/v1/rules/{id}',
  tag,
  summary: 'Switch a rule off, to shadow or live, or change its parameters',
  scope,
  params: ruleId,
  body: json(ruleSettings),
  answers: {
    200: { description: 'The rule as it is now', content: json(ruleView) },
    400: no('A parameter is wrong; the answer says which'),
    404: no('No rule has that id'),
    409: no('It is archived'),
  },
});

export const testRule = defineRoute({
  name: 'testRule',
  method: 'post',
  path: '/v1/rules/{id}/test',
  tag,
  summary: 'Who matches now, and why; nothing is sent or stored',
  scope,
  params: ruleId,
  body: json(ruleTest),
  answers: {
    200: { description: 'Who would be written to', content: json(ruleTestAnswer) },
    400: no('A parameter is wrong; the answer says which'),
    404: no('No rule has that id'),
  },
});

export const listFirings = defineRoute({
  name: 'listFirings',
  method: 'get',
  path: '/v1/firings',
  tag,
  summary: 'What rules decided, with their reasons and what became of it',
  scope,
  query: firingsQuery,
  answers: { 200: { description: 'One page', content: json(firingList) } },
});

export const readLedger = defineRoute({
  name: 'readLedger',
  method: 'get',
  path: '/v1/ledger',
  tag,
  summary: 'For every learner of a course or run: what a rule did, or why it did nothing',
  scope,
  query: ledgerQuery,
  answers: { 200: { description: 'One page', content: json(ledgerAnswer) }, 404: no('No rule has that id') },
});

export const rulesRoutes = [listRules, getRule, configureRule, testRule, listFirings, readLedger] as const;
