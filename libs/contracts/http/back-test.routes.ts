import { z } from 'zod';
import { answerMeta } from '../questions/answer-meta.ts';
import { asOf, instant } from '../questions/condition.ts';
import { level, rateFigure, smallBelow } from '../questions/figures.ts';
import { parameterValue, ruleDraft, ruleParameters } from '../rules/rule-definition.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const attribute = z
  .string()
  .regex(/^(enrolment|person)\..{1,256}$/su, { error: 'is enrolment.<name> or person.<name>' });

const asked = {
  parameters: ruleParameters.default({}).describe('Tried instead of the stored values, and not stored'),
  course: z.string().min(1).optional().describe('Only this course'),
  run: z.string().min(1).optional().describe('Only this run'),
  from: instant.optional().describe('No look before; default: from each enrolment on'),
  to: instant.optional().describe('No look behind; default: asOf'),
  asOf: asOf.describe('What became of people is as known at that time; default now'),
  lapseAfter: z
    .strictObject({ days: z.number().positive().max(3650) })
    .optional()
    .describe('Who does nothing for so many days has left then, too; without it only those who withdrew'),
  sweep: z
    .strictObject({ parameter: z.string(), values: z.array(parameterValue).min(1).max(20) })
    .optional()
    .describe('The same with other values of one parameter'),
  by: z.array(attribute).max(5).default([]).describe('Whom it flags, and how rightly, by these attributes'),
  smallestGroup: z.int().min(5).max(1000).default(5).describe('Figures of fewer people are not shown'),
  level,
  smallBelow,
};

export const ruleBackTest = z.strictObject(asked);
export type RuleBackTest = z.output<typeof ruleBackTest>;
export const draftBackTest = z.strictObject({ ...asked, definition: ruleDraft });

const count = z.int();

export const backTestFigures = z.object({
  enrolments: count.describe('Looked at: known on some day while still in'),
  left: count.describe('Of these, withdrew or lapsed later, before a completion and before the end of the run'),
  stayed: count.describe('Of these, completed, or were in at the end of the run'),
  open: count.describe('Of these, neither so far: they count in no rate'),
  flagged: count.describe('The rule held on some day while they were in'),
  flaggedOpen: count.describe('Of these, still open'),
  flaggedTooLate: count.describe(
    'The rule held first when they had left or were done: no flag, but a message all the same',
  ),
  missed: count.describe('Left, and were not flagged before'),
  precision: rateFigure.describe('Left later, of those flagged whose outcome is known'),
  recall: rateFigure.describe('Flagged before, of those who left'),
  baseRate: rateFigure.describe('Left, of all looked at whose outcome is known'),
  atRandom: z.object({
    precision: z
      .number()
      .nullable()
      .describe('Expected if on each day as many had been drawn by lot among those still in; null: nobody flagged'),
    recall: z.number().nullable().describe('Of those who left, so many had been drawn before; null: nobody left'),
  }),
  lift: z.number().nullable().describe('precision / atRandom.precision; null where that is 0 or undefined'),
  leadTime: z
    .object({ lower: z.number(), median: z.number(), upper: z.number() })
    .nullable()
    .describe('Days from the flag to the leaving, quartiles; null: of nobody'),
  inWords: z.array(z.string()).describe('The same for people'),
});
export type BackTestFiguresView = z.infer<typeof backTestFigures>;

const group = z.object({
  value: z.string().nullable().describe('null: nothing is known about it'),
  hidden: z.boolean().describe('Fewer people than are shown, or the group that would give another one away'),
  enrolments: count.nullable().describe('null: hidden; likewise the rates'),
  flagRate: rateFigure.nullable().describe('Flagged, of those whose outcome is known'),
  precision: rateFigure.nullable().describe('null also where too few were flagged to be shown'),
  baseRate: rateFigure.nullable(),
});

export const backTestAnswer = z.object({
  rule: z.object({
    id: z.string(),
    version: z.int().nullable().describe('null: not saved'),
    sentence: z.string(),
    parameters: ruleParameters,
  }),
  figures: backTestFigures,
  leftOut: z.object({
    neverLookedAt: count.describe(
      'In on no day of the looks: left or done before the first, or enrolled behind the last',
    ),
    timeNotKnown: count.describe('Left, and nobody told when'),
  }),
  sweep: z.array(z.object({ value: parameterValue, figures: backTestFigures })),
  fairness: z.array(z.object({ by: z.string(), groups: z.array(group) })),
  meta: answerMeta,
});
export type BackTestAnswer = z.infer<typeof backTestAnswer>;

const tag = 'rules';
const scope = 'engage';

export const backTestRule = defineRoute({
  name: 'backTestRule',
  method: 'post',
  path: '/v1/rules/{id}/back-test',
  tag,
  summary: 'Whom a rule would have flagged, day by day with what was known then, and who left later',
  description:
    'Each day is judged by the facts that had happened and were told by then. Nothing is sent or stored, and the same ' +
    '`asOf` gives the same answer for good.',
  scope,
  params: z.object({ id: z.string() }),
  body: json(ruleBackTest),
  answers: {
    200: { description: 'What it would have been worth', content: json(backTestAnswer) },
    400: no('Something is wrong; the answer says where'),
    404: no('No rule has that id'),
    409: no('Nobody told who left: state `lapseAfter`'),
  },
});

export const backTestDraft = defineRoute({
  name: 'backTestDraft',
  method: 'post',
  path: '/v1/rules/back-test',
  tag,
  summary: 'The same of a rule that is not saved',
  scope,
  body: json(draftBackTest),
  answers: {
    200: { description: 'What it would have been worth', content: json(backTestAnswer) },
    400: no('Something is wrong; the answer says where'),
    409: no('Nobody told who left: state `lapseAfter`'),
  },
});

export const backTestRoutes = [backTestRule, backTestDraft] as const;
