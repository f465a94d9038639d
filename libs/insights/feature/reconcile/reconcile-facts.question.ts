import { type FactsBehindAnswer, type ReconcileFactsQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { type Parameters, seenBy } from '../conditions.ts';
import { answerFactsBehind, FACT_BEHIND_COLUMNS } from '../facts-behind.ts';
import { LOST_CONFLICTS, OF_NO_DECISION } from './reconcile.query.ts';
import { DEFINITION } from './reconcile.question.ts';

/** The facts of a source and day. */
export const askReconcileFacts = (
  warehouse: Warehouse,
  question: ReconcileFactsQuestion,
  asking: Asking,
): Promise<FactsBehindAnswer> => {
  const { source, day, type, figure } = question;
  const facts = (parameters: Parameters): string => {
    const begin = `toDateTime64(toDate(${parameters.add(day, 'String')}), 3, 'UTC')`;
    return `(
SELECT ${FACT_BEHIND_COLUMNS.join(', ')} FROM facts
WHERE ${seenBy(asking.asker)} AND ${OF_NO_DECISION} AND source = ${parameters.add(source, 'String')}
  AND occurred_at >= ${begin} AND occurred_at < ${begin} + INTERVAL 1 DAY
  AND ${type === undefined ? '1' : `type = ${parameters.add(type, 'String')}`} AND content_hash NOT IN (${LOST_CONFLICTS})
)`;
  };
  const behind = { counted: 'uniqExact(sipHash128(source, id))', rows: facts, facts };
  const asked = { asOf: asking.now, figure, definition: DEFINITION, order: question };
  return answerFactsBehind(warehouse, asking, asked, behind);
};
