import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { dropoutFactorsAnswer as figures } from './dropout-factors.answer.ts';
import { enrolmentField, followUpFields, untilFitsTheUnit } from './follow-up.ts';

export const MAX_FACTORS = 20;
export const MAX_FACTOR_LEVELS = 50;
export const MAX_FACTOR_STRATA = 2000;
/** Different rows that a regression may have; a row stands for all enrolments that are alike. */
export const MAX_FACTOR_ROWS = 2_000_000;
/** Rows times terms: what is held in memory and gone through in each step. */
export const MAX_FACTOR_CELLS = 30_000_000;

const attribute = z.strictObject({
  field: enrolmentField,
  kind: z.enum(['category', 'number']).default('category'),
  reference: z
    .string()
    .max(1000)
    .optional()
    .describe('Of a category: the level that the others are compared with. Default: the most frequent one told'),
  missing: z
    .enum(['leave-out', 'own-level'])
    .default('leave-out')
    .describe('Enrolments of which it is not known are left out, or of a category a level of their own'),
});

const behaviour = z.strictObject({
  behaviour: z
    .enum(['daysSinceLastActivity', 'shareDone', 'firstScore'])
    .describe(
      'What changes with time, as known at the beginning of each period. daysSinceLastActivity: since the last Enrolled or activity. ' +
        'shareDone: the share last told by Progressed, 0 before. firstScore: the first scaled score told; at risk only from then on',
    ),
});

const factor = z.union([attribute, behaviour], {
  error: 'a factor is { field, kind?, reference?, missing? } or { behaviour }',
});
export type Factor = z.output<typeof factor>;
export type BehaviourFactor = z.output<typeof behaviour>;
export type AttributeFactor = z.output<typeof attribute>;

const fields = z.strictObject({
  where: aboutEnrolments,
  ...followUpFields,
  factors: z.array(factor).min(1).max(MAX_FACTORS),
  behaviourEvery: z
    .strictObject({ days: z.int().min(1).max(365) })
    .optional()
    .describe(
      'Behaviour is looked at when an enrolment comes under observation, then every so many days from the origin; default 7',
    ),
  stratifyBy: enrolmentField.optional().describe('Each value of this has a baseline of its own'),
  robust: z.boolean().default(true).describe('Errors that hold where enrolments of one learner depend on each other'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Of the limits'),
  screen: z.boolean().default(false).describe('Adds a regression on each factor by itself'),
  asOf,
});

type Fields = z.output<typeof fields>;
type Refuse = (path: (string | number)[], message: string) => void;

/** What a factor is called in the answer. */
export const nameOfFactor = (one: Factor): string => ('behaviour' in one ? one.behaviour : one.field);

const factorsFit = ({ factors, stratifyBy }: Fields, refuse: Refuse): void => {
  const names = factors.map(nameOfFactor);
  for (const [index, one] of factors.entries()) {
    const name = nameOfFactor(one);
    if (names.indexOf(name) < index) refuse(['factors', index], `${name} is asked for already`);
    if (name === stratifyBy) refuse(['stratifyBy'], 'what is a stratum cannot be a factor too');
    if ('behaviour' in one || one.kind === 'category') continue;
    if (one.reference !== undefined) refuse(['factors', index, 'reference'], 'a number is compared with 1 less');
    if (one.missing === 'own-level') refuse(['factors', index, 'missing'], 'a number has no levels');
  }
};

const behaviourFits = ({ factors, behaviourEvery, ...question }: Fields, refuse: Refuse): void => {
  const asked = factors.map((one) => ('behaviour' in one ? one.behaviour : undefined));
  const first = asked.findIndex((one) => one !== undefined);
  if (first < 0) {
    if (behaviourEvery) refuse(['behaviourEvery'], 'there is no behaviour among the factors');
    return;
  }
  if (question.origin === 'run-start' && !question.delayedEntry)
    refuse(['delayedEntry'], 'who has not enrolled yet does not behave: with behaviour, ask for delayedEntry');
  const silence = asked.indexOf('daysSinceLastActivity');
  if (silence >= 0 && question.lapse !== false)
    refuse(
      ['factors', silence],
      'a lapse is silence, so silence goes with it by definition: ask with lapse false, for told withdrawals',
    );
};

export const dropoutFactorsQuestion = fields.superRefine((question, check) => {
  const refuse: Refuse = (path, message) => check.addIssue({ code: 'custom', path, message });
  untilFitsTheUnit(question, check);
  factorsFit(question, refuse);
  behaviourFits(question, refuse);
});
export type DropoutFactorsQuestion = z.output<typeof dropoutFactorsQuestion>;

export const dropoutFactorsAnswer = figures.extend({ meta: answerMeta });
export type DropoutFactorsAnswer = z.infer<typeof dropoutFactorsAnswer>;

export const dropoutFactors = defineQuestion({
  name: 'dropout-factors',
  summary: 'What goes with dropping out, each factor beside the others',
  description:
    'Cox proportional hazards over enrolments, time to the first dropout: Efron ties, strata, delayed entry, behaviour that changes ' +
    'with time, errors robust by learner. Completions are censored. Figures equal those of coxph and cox.zph in R. Association, not cause.',
  refused:
    'Nobody told us who left (`dropout-factors.nobody-left`); fewer than 10 dropouts for each term (`dropout-factors.too-few-events`); ' +
    'a factor or stratum has too many values (`dropout-factors.too-many-levels`); no enrolment has the reference (`dropout-factors.unknown-reference`); ' +
    'or there are more different rows than one regression takes (`dropout-factors.too-many-rows`)',
  withoutFacts:
    'A hazard ratio is made of all enrolments at once. The dropouts that it is about are those of dropout-curve: ask dropout-curve/facts',
  question: dropoutFactorsQuestion,
  answer: dropoutFactorsAnswer,
});
