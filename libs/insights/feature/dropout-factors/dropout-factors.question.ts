import {
  type DropoutFactorsAnswer,
  type DropoutFactorsFigures,
  type DropoutFactorsQuestion,
  MAX_FACTOR_ROWS,
} from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { Refused } from '@laurel/kernel';
import { type Asking, withMeta } from '../answer-meta.ts';
import { anybodyWithdrew } from '../dropout-curve/dropout-curve.query.ts';
import { lapseIsKnown, lapseMsOf } from '../dropout-curve/follow-up.ts';
import { type EnrolmentsQuery, shapeFor } from '../enrolments/enrolments.query.ts';
import { periodOf } from './behaviour.query.ts';
import { rowBytes, type RowLayout } from './coded-rows.ts';
import { figuresOf } from './factor-figures.ts';
import { type FactorLook, lookAtFactors } from './factor-look.query.ts';
import { type FactorPlan, planOf, refuseTooLarge } from './factor-plan.ts';
import { type FactorSource, fieldsOf, streamRows } from './factor-rows.query.ts';
import { definitionOf } from './factor-words.ts';
import { fitApart } from './fit-apart.ts';

/** What goes with dropping out. The engine counts those who are alike; the regression is over as many rows as there are different ones. */
export const askDropoutFactors = (
  warehouse: Warehouse,
  question: DropoutFactorsQuestion,
  asking: Asking,
): Promise<DropoutFactorsAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const definition = definitionOf(question);
  return withMeta(warehouse, asking, { asOf, definition }, factors(warehouse, question, { ...asking, asOf }));
};

const factors = async (
  warehouse: Warehouse,
  question: DropoutFactorsQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<DropoutFactorsFigures> => {
  const source = await sourceOf(warehouse, question, asking);
  const look = await lookAtFactors(warehouse, question, source);
  await refuseUnlessLeavingIsKnown(warehouse, question, source, look);
  const plan = planOf(question, look);
  const layout = layoutOf(question, look, plan);
  const { clustered } = layout;
  // Rows of learners are hardly ever alike.
  if (clustered) refuseTooLarge(look.rows, plan.terms);
  const bytes = await gathered(streamRows(warehouse, question, source, { look, clustered, most: MAX_FACTOR_ROWS + 1 }));
  const rows = Math.min(look.rows, Math.floor(bytes.byteLength / rowBytes(layout)));
  refuseTooLarge(rows, plan.terms);
  const { robust, level, screen } = question;
  const fitted = await fitApart(
    { ...layout, bytes, robust, level, screen },
    { rows, terms: plan.terms },
    source.limits,
  );
  return figuresOf(question, look, plan, fitted);
};

const refuseUnlessLeavingIsKnown = async (
  warehouse: Warehouse,
  question: DropoutFactorsQuestion,
  { query, limits }: FactorSource,
  { withdrawn, followed }: FactorLook,
): Promise<void> => {
  if (lapseIsKnown(question, query.shape) || withdrawn > 0 || followed === 0) return;
  if (await anybodyWithdrew(warehouse, query, limits)) return;
  throw new Refused('dropout-factors.nobody-left', 'nobody told us who left; set a lapse period');
};

const layoutOf = (question: DropoutFactorsQuestion, look: FactorLook, { factors }: FactorPlan): RowLayout => {
  const behaves = periodOf(question) !== undefined;
  return {
    factors,
    late: behaves || (question.origin === 'run-start' && question.delayedEntry),
    stratified: question.stratifyBy !== undefined,
    // A learner with one enrolment that never changes is one row: nothing depends on anything.
    clustered: question.robust && (behaves || look.learners < look.enrolments),
  };
};

const sourceOf = async (
  warehouse: Warehouse,
  question: DropoutFactorsQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<FactorSource> => {
  const { where } = question;
  const lapseMs = lapseMsOf(question);
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query: EnrolmentsQuery = {
    ...{ where, fields: fieldsOf(question), asOf, asker, shape },
    ...(lapseMs === undefined ? {} : { lapseMs }),
  };
  return { query, limits };
};

const gathered = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  // The engine may use the memory of a chunk again.
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
};
