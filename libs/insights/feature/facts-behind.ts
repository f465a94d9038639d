import { type FactBehind, type FactsOrder } from '@laurel/contracts';
import { type FactColumn, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from './conditions.ts';

/** The columns that `from` of a FactsQuery has. */
export const FACT_BEHIND_COLUMNS: readonly FactColumn[] = [
  ...(['source', 'id', 'type', 'learner', 'course', 'run'] as const),
  ...(['occurred_at', 'recorded_at', 'content_hash'] as const),
];

export interface FactsQuery {
  /** SQL of the facts behind a figure, one row for each telling. */
  readonly from: string;
  readonly parameters: Parameters;
}

interface FactRow {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly at: string;
  readonly recorded: string;
  readonly hash: string;
}

/** A page of the facts behind a figure, oldest first: any question may say so which facts its figures are made of. */
export const pageOfFacts = async (
  warehouse: Warehouse,
  { from, parameters }: FactsQuery,
  { after, limit }: FactsOrder,
  limits: QueryLimits,
): Promise<{ facts: FactBehind[]; next: string | null }> => {
  const [time = '', hash = ''] = after?.split('-') ?? [];
  const behind = after
    ? `(at, content_hash) > (${parameters.add(Number(time), 'Int64')}, unhex(${parameters.add(hash, 'String')}))`
    : '1';
  const rows = await warehouse.rows<FactRow>(
    `
SELECT source, id, type, learner, course, run, toUnixTimestamp64Milli(occurred_at) AS at, lower(hex(content_hash)) AS hash,
  toUnixTimestamp64Milli(min(recorded_at)) AS recorded
FROM ${from} WHERE ${behind}
GROUP BY source, id, type, learner, course, run, occurred_at, content_hash
ORDER BY at, content_hash
LIMIT ${limit + 1}`,
    parameters.all,
    limits,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { facts: page.map(shown), next: rows.length > limit && last ? `${last.at}-${last.hash}` : null };
};

const shown = ({ source, id, type, learner, course, run, at, recorded }: FactRow): FactBehind => ({
  ...{ source, id, type, learner },
  course: course === '' ? null : course,
  run: run === '' ? null : run,
  occurredAt: new Date(Number(at)).toISOString(),
  recordedAt: new Date(Number(recorded)).toISOString(),
});
