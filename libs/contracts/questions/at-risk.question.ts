import { z } from 'zod';
import { askedCriterion } from '../criteria/given-criterion.ts';
import { reason } from '../decisions/engagement.events.ts';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf, instant } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { enrolmentPage } from './page.ts';

export const riskReasons = ['neverStarted', 'silent', 'failedAssessment', 'overdueAssessment', 'criterion'] as const;
export const riskReason = z.enum(riskReasons);
export type RiskReason = z.infer<typeof riskReason>;

const days = z.strictObject({ days: z.number().positive().max(3650) }).nullable();

const riskRule = z
  .strictObject({
    neverStarted: days
      .default({ days: 14 })
      .describe('Nothing done so many days after the stay or the run began; null: not asked'),
    silent: days.default({ days: 14 }).describe('Started, and nothing done for so many days; null: not asked'),
    failedAssessment: z.boolean().default(true).describe('An attempt was not passed, and none was passed'),
    overdueAssessment: z.boolean().default(true).describe('Due since the stay began, past, and nothing submitted'),
  })
  .refine((rule) => Object.values(rule).some(Boolean), { error: 'asks for nothing: set at least one of its reasons' });
export type RiskRule = z.output<typeof riskRule>;
export const DEFAULT_RISK_RULE: RiskRule = riskRule.parse({});

export const riskFields = {
  where: aboutEnrolments,
  rule: riskRule.optional().describe('The default rule, with these parameters'),
  criterion: askedCriterion.optional().describe('Your own rule, in the language of rules, instead of the default one'),
  asOf,
};
type AskedRule = z.output<z.ZodObject<typeof riskFields>>;

export const isOneRule = ({ rule, criterion }: AskedRule): boolean => rule === undefined || criterion === undefined;
export const notOneRule = { error: 'either the default rule with parameters, or a criterion', path: ['criterion'] };

export const atRiskQuestion = z
  .strictObject({ ...riskFields, page: enrolmentPage })
  .refine(isOneRule, notOneRule)
  .refine(({ page, asOf }) => asOf === undefined || page.after === undefined || sameTime(asOf, page.after.asOf), {
    error: 'goes on with a list of another asOf',
    path: ['page', 'after'],
  });
export type AtRiskQuestion = z.output<typeof atRiskQuestion>;

const sameTime = (one: string, other: string): boolean => Date.parse(one) === Date.parse(other);

export const atRiskAnswer = z.object({
  watched: z.int().describe('Enrolments that are current and not exempt: those that can be at risk'),
  enrolments: z.int().describe('Of these, at risk'),
  learners: z.int().describe('Different people among those at risk'),
  byReason: z.array(z.object({ reason: riskReason, enrolments: z.int().describe('One may have several reasons') })),
  rows: z
    .array(
      z.object({
        learner: z.string(),
        course: z.string(),
        run: z.string().describe('Empty when no run was told; likewise registration'),
        registration: z.string(),
        round: z.int().describe('From 1; more where the course repeats'),
        since: instant.describe('Since when the longest of its reasons holds'),
        lastActivity: instant.nullable().describe('null: never started'),
        reasons: z.array(z.object({ reason: riskReason, since: instant })),
        because: z.array(reason).describe('Each sentence with the facts it rests on'),
      }),
    )
    .describe('The longest at risk first'),
  next: z.string().nullable().describe('`page.after` of the next page; null: this was the last'),
  meta: answerMeta,
});
export type AtRiskAnswer = z.infer<typeof atRiskAnswer>;

export const atRisk = defineQuestion({
  name: 'at-risk',
  summary: 'Who is about to be lost, and why',
  description:
    'Enrolments that are neither completed nor withdrawn, whose learner has no exemption or credit, and that meet the default ' +
    'rule or your own criterion. People who never started are among them. Each row says why, with the facts behind it.',
  question: atRiskQuestion,
  answer: atRiskAnswer,
});
