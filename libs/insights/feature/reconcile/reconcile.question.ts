import {
  DECISIONS,
  LEARNING_EVENTS,
  type ReconcileAnswer,
  type ReconciledDay,
  type ReconciledPartition,
  type ReconcileQuestion,
} from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { type Accounts, type DayRange } from './accounts.port.ts';
import { factsOfDays, gapsOf, projectedDays, projectedPartitions } from './reconcile.query.ts';
import { judge } from './seal.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const TOPICS = [LEARNING_EVENTS, DECISIONS];

/** Is everything that was told in the answers? */
export const askReconcile =
  (accounts: Accounts) =>
  async (warehouse: Warehouse, question: ReconcileQuestion, asking: Asking): Promise<ReconcileAnswer> => {
    const began = performance.now();
    const to = question.to ?? dayOf(asking.now);
    const from = question.from ?? dayOf(new Date(Date.parse(to) - DEFAULT_DAYS * DAY_MS));
    const range = { source: question.source, from, to };
    // What is on its way is asked first: what arrives meanwhile then only makes the answer better.
    const lags = await Promise.all(TOPICS.map((topic) => accounts.lag(topic)));
    const lag = lags.reduce((sum, one) => sum + one, 0);
    const [days, log] = await Promise.all([
      countDays(accounts, warehouse, range, asking),
      countLog(accounts, warehouse, asking.limits),
    ]);
    const tookMs = Math.round(performance.now() - began);
    const meta = { asOf: asking.now.toISOString(), tookMs, definition: DEFINITION };
    return { ...judge({ days, log, lag }), days, log, meta };
  };

const dayOf = (time: Date): string => time.toISOString().slice(0, 'yyyy-mm-dd'.length);

const countDays = async (
  accounts: Accounts,
  warehouse: Warehouse,
  range: DayRange,
  { asker, limits }: Asking,
): Promise<ReconciledDay[]> => {
  // Acknowledged first: what is acknowledged meanwhile must not look lost.
  const [receipts, totals] = await Promise.all([accounts.receipts(range), accounts.totals(range)]);
  const [projected, facts] = await Promise.all([
    projectedDays(warehouse, range, limits),
    factsOfDays(warehouse, range, asker, limits),
  ]);
  const keys = [...receipts, ...totals, ...projected, ...facts].map(keyOf);
  return [...new Set(keys)].sort().map((key) => {
    const of = <T extends Day>(rows: readonly T[]): readonly T[] => rows.filter((row) => keyOf(row) === key);
    const ofType = new Map(of(facts).map((row) => [row.type, Number(row.facts)]));
    const [day = '', source = ''] = splitAt(key, 'yyyy-mm-dd'.length);
    return {
      source,
      day,
      told: sum(of(receipts).map(({ records }) => records)),
      projected: sum(of(projected).map(({ records }) => Number(records))),
      facts: sum([...ofType.values()]),
      controls: of(totals).map(({ type, count }) => ({ type, count, facts: ofType.get(type) ?? 0 })),
    };
  });
};

interface Day {
  readonly source: string;
  readonly day: string;
}
const keyOf = ({ source, day }: Day): string => `${day}${source}`;
const splitAt = (text: string, at: number): readonly string[] => [text.slice(0, at), text.slice(at)];
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const countLog = async (
  accounts: Accounts,
  warehouse: Warehouse,
  limits: QueryLimits,
): Promise<ReconciledPartition[]> => {
  const held = await Promise.all(
    TOPICS.map(async (topic) => ({
      topic,
      ranges: await accounts.ranges(topic),
      unreadable: await accounts.unreadable(topic),
    })),
  );
  const projected = await projectedPartitions(warehouse, limits);
  const partitions = held.flatMap(({ topic, ranges, unreadable }) =>
    ranges.map(async (range): Promise<ReconciledPartition> => {
      const { partition } = range;
      const logged = Number(range.next - range.first);
      const here = projected.find((one) => one.topic === topic && one.partition === partition);
      const bad = unreadable.find((one) => one.partition === partition)?.records ?? 0;
      const reached = Number(here?.records ?? 0);
      const isWhole = logged === reached + bad;
      const missing = isWhole ? [] : [...(await gapsOf(warehouse, { topic, ...range }, limits))];
      return { topic, partition, logged, projected: reached, unreadable: bad, missing };
    }),
  );
  return Promise.all(partitions);
};

export const DEFINITION = {
  told: 'records that intake acknowledged over HTTP, by source and by the day (UTC) of the event; partners on Kafka get no receipt',
  logged: 'records that the log holds, by its offsets; more than told where a sender was cut off and told again',
  projected: 'records of the log that ClickHouse was given, each once however often it was delivered',
  unreadable: 'records of the log in the dead letters because nobody could read them',
  facts: 'different facts (source, id) by the day of the version that counts; what was told again counts once',
  controls: "the source's own count of a type and day, beside Laurel's facts",
  state: 'differs when less is projected than told or logged and nothing is on its way, or a control total is not met',
};
