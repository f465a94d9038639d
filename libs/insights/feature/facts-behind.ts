import { type FactBehind, type FactsBehindAnswer, type FactsOrder } from '@laurel/contracts';
import { type FactColumn, type QueryLimits, type QueryParams, type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from './answer-meta.ts';
import { Parameters } from './conditions.ts';

/** The columns that `facts` of a figure have. */
export const FACT_BEHIND_COLUMNS: readonly FactColumn[] = [
  ...(['source', 'id', 'type', 'learner', 'course', 'run'] as const),
  ...(['occurred_at', 'recorded_at', 'content_hash'] as const),
];

/** What a figure counts, and the facts that make it count. */
export interface Behind {
  /** SQL over the rows; `count()` where it is the rows themselves. */
  readonly counted: string;
  /** SQL of the rows that the figure counts. */
  readonly rows: (parameters: Parameters) => string;
  /** SQL of the facts, one row for each telling, with `FACT_BEHIND_COLUMNS`. */
  readonly facts: (parameters: Parameters) => string;
  /** Of SQL in both that brings its own. */
  readonly params?: QueryParams;
}

export interface AskedFigure {
  readonly asOf: Date;
  readonly figure: string;
  /** Of the question, a sentence for each number. */
  readonly definition: Readonly<Record<string, string>>;
  readonly order: FactsOrder;
}

/** An asking whose time is that of the question. */
export interface AskingAsOf extends Asking {
  readonly asOf: Date;
}

/**
 * How the facts behind the figures of a question are asked for. A question says only what its figures mean, and which rows
 * they count and which facts show it.
 */
export const askFactsBehind =
  <Question extends FactsOrder & { readonly asOf?: string | undefined }>(
    meant: (question: Question) => Pick<AskedFigure, 'figure' | 'definition'>,
    behind: (warehouse: Warehouse, question: Question, asking: AskingAsOf) => Promise<Behind>,
  ) =>
  (warehouse: Warehouse, question: Question, asking: Asking): Promise<FactsBehindAnswer> => {
    const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
    const asked = { asOf, order: question, ...meant(question) };
    return answerFactsBehind(warehouse, asking, asked, behind(warehouse, question, { ...asking, asOf }));
  };

/** Counts a figure again and names the facts behind it. */
export const answerFactsBehind = (
  warehouse: Warehouse,
  asking: Asking,
  { asOf, figure, definition, order }: AskedFigure,
  found: Behind | Promise<Behind>,
): Promise<FactsBehindAnswer> => {
  const ofFigure = Object.entries(definition).filter(([name]) => `.${figure}.`.includes(`.${name}.`));
  const answer = async (): Promise<Omit<FactsBehindAnswer, 'meta'>> => {
    const behind = await found;
    const [counted, page] = await Promise.all([
      countOf(warehouse, behind, asOf, asking.limits),
      pageOfFacts(warehouse, behind, { asOf, order }, asking.limits),
    ]);
    return { counted, ...page };
  };
  return withMeta(warehouse, asking, { asOf, definition: Object.fromEntries(ofFigure) }, answer());
};

const countOf = async (
  warehouse: Warehouse,
  { counted, rows, params }: Behind,
  asOf: Date,
  limits: QueryLimits,
): Promise<number> => {
  const parameters = new Parameters(asOf);
  const sql = `SELECT ${counted} AS counted FROM ${rows(parameters)}`;
  const [row] = await warehouse.rows<{ counted: string }>(sql, { ...parameters.all, ...params }, limits);
  return Number(row?.counted ?? 0);
};

/** SQL of a FactRow over `FACT_BEHIND_COLUMNS`, grouped by what is one version of one fact, however often told. */
export const ONE_FACT = 'source, id, type, learner, course, run, occurred_at, content_hash';
export const FACT_ROW = `source, id, type, learner, course, run, toUnixTimestamp64Milli(occurred_at) AS at,
  lower(hex(content_hash)) AS hash, toUnixTimestamp64Milli(min(recorded_at)) AS recorded`;

export interface FactRow {
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

const pageOfFacts = async (
  warehouse: Warehouse,
  { facts, params }: Behind,
  { asOf, order: { after, limit } }: Pick<AskedFigure, 'asOf' | 'order'>,
  limits: QueryLimits,
): Promise<Pick<FactsBehindAnswer, 'facts' | 'next'>> => {
  const parameters = new Parameters(asOf);
  const from = facts(parameters);
  const [time = '', hash = ''] = after?.split('-') ?? [];
  const behind = after
    ? `(at, content_hash) > (${parameters.add(Number(time), 'Int64')}, unhex(${parameters.add(hash, 'String')}))`
    : '1';
  const rows = await warehouse.rows<FactRow>(
    `
SELECT ${FACT_ROW} FROM ${from} WHERE ${behind}
GROUP BY ${ONE_FACT}
ORDER BY at, content_hash
LIMIT ${limit + 1}`,
    { ...parameters.all, ...params },
    limits,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { facts: page.map(shownFact), next: rows.length > limit && last ? `${last.at}-${last.hash}` : null };
};

export const shownFact = ({ source, id, type, learner, course, run, at, recorded }: FactRow): FactBehind => ({
  ...{ source, id, type, learner },
  course: course === '' ? null : course,
  run: run === '' ? null : run,
  occurredAt: new Date(Number(at)).toISOString(),
  recordedAt: new Date(Number(recorded)).toISOString(),
});
