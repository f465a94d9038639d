import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { dropoutCurveGroup, groupTest, logRankTest } from './dropout-curve.answer.ts';
import { enrolmentField, followUpFields, untilFitsTheUnit } from './follow-up.ts';

export const MAX_CURVE_GROUPS = 100;
export const MAX_CURVE_STRATA = 2000;

const times = z.array(z.number().min(-3_153_600_000).max(3_153_600_000)).max(100).default([]);

const confidence = z.strictObject({
  level: z.number().gt(0).lt(1).default(0.95),
  transform: z
    .enum(['log-log', 'log', 'plain'])
    .default('log-log')
    .describe('The scale on which the interval is symmetric'),
});

const fields = z.strictObject({
  where: aboutEnrolments,
  ...followUpFields,
  groupBy: enrolmentField.optional(),
  stratifyBy: enrolmentField.optional().describe('Groups are compared within the values of this'),
  confidence: confidence.prefault({}),
  quantiles: z.array(z.number().gt(0).lt(1)).max(100).default([0.25, 0.5, 0.75]).describe('Shares that dropped out'),
  at: times.describe('The curve read at these times, in the time unit'),
  restrictedMeanAt: times.describe('The mean of min(time to dropout, this)'),
  rho: z
    .union([z.literal(0), z.literal(1)])
    .default(0)
    .describe('0: log-rank test; 1: Peto & Peto, early times weigh more'),
  recurrent: z.boolean().default(false).describe('Adds how often people came back after a dropout'),
  asOf,
});

type Fields = z.output<typeof fields>;
type Check = z.core.$RefinementCtx;

const untilIn = ({ until, timeUnit }: Fields): number => {
  if (until === 'run-end') return Infinity;
  const seconds = until.seconds ?? (until.days ?? 0) * 86_400;
  return timeUnit === 'day' ? seconds / 86_400 : seconds;
};

const timesLieInFollowUp = (question: Fields, check: Check): void => {
  const { origin, cohort, at, restrictedMeanAt } = question;
  const until = untilIn(question);
  const from = origin === 'run-start' && cohort === 'all' ? -Infinity : 0;
  const follow = { at, restrictedMeanAt };
  for (const [name, list] of Object.entries(follow)) {
    for (const [index, time] of list.entries()) {
      if (time >= from && time <= until) continue;
      const message = time < from ? 'lies before the origin, where nobody is followed' : 'lies after until';
      check.addIssue({ code: 'custom', path: [name, index], message });
    }
  }
};

const refuse = (check: Check, path: string[], message: string): void =>
  check.addIssue({ code: 'custom', path, message });

const thereIsSomethingToCompare = ({ stratifyBy, groupBy, rho, delayedEntry }: Fields, check: Check): void => {
  if (stratifyBy !== undefined && groupBy === undefined)
    refuse(check, ['stratifyBy'], 'there is nothing to compare within strata without groupBy');
  if (stratifyBy !== undefined && stratifyBy === groupBy)
    refuse(check, ['stratifyBy'], 'within a stratum of the same field there is only one group');
  if (rho === 1 && delayedEntry) refuse(check, ['rho'], 'the weighted test is not defined with delayedEntry');
};

export const dropoutCurveQuestion = fields.superRefine((question, check) => {
  untilFitsTheUnit(question, check);
  timesLieInFollowUp(question, check);
  thereIsSomethingToCompare(question, check);
});
export type DropoutCurveQuestion = z.output<typeof dropoutCurveQuestion>;

export const dropoutCurveAnswer = z.object({
  groups: z.array(dropoutCurveGroup).describe('By value; one of value null without groupBy'),
  logRank: logRankTest
    .nullable()
    .describe('Is the hazard of dropout the same in all groups? null where fewer than two groups can be compared'),
  gray: z
    .object({ dropout: groupTest, completion: groupTest })
    .nullable()
    .describe(
      "Gray's test: is the cumulative incidence the same in all groups? null also with delayedEntry, for which there is none",
    ),
  meta: answerMeta,
});
export type DropoutCurveAnswer = z.infer<typeof dropoutCurveAnswer>;

export const dropoutCurve = defineQuestion({
  name: 'dropout-curve',
  summary: 'When learners drop out, with who is still in counted as such',
  description:
    'Kaplan-Meier over enrolments, time to the first dropout; completions compete with dropping out (cumulative incidence), ' +
    'groups are compared by the log-rank test and by Gray’s. Figures equal those of survfit, survdiff and cmprsk in R. ' +
    "Gray's test knows no delayed entry.",
  refused:
    'Nobody told us who left, and no lapse period is known (`dropout-curve.nobody-left`); or `groupBy` or `stratifyBy` has too many values (`dropout-curve.too-many-groups`)',
  question: dropoutCurveQuestion,
  answer: dropoutCurveAnswer,
});
