import {
  type DeadLetters,
  DECISIONS,
  LEARNING_EVENTS,
  type FactsWritten,
  LEARNING_EVENTS_DLQ,
  type NewDeadLetter,
  readPlainEvent,
  textAt,
} from '@laurel/contracts';
import { addPlainFact, factOf, FactRows, type Warehouse } from '@laurel/insights-read-model';
import { BadEvent, type BatchHandler, type Clock, type EventLog, type LogBatch, type LogRecord } from '@laurel/kernel';
import { type Metrics } from '@laurel/platform';
import { setImmediate } from 'node:timers/promises';
import { ChangedLearners } from './changed-learners.ts';
import { gatherInserts } from './gathered-inserts.ts';
import { readToldEvent, traceOf } from './read-told-event.ts';

export interface ProjectionDeps {
  readonly log: EventLog;
  readonly warehouse: Warehouse;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Of a topic that is new. */
  readonly partitions: number;
  /** Who wants to know of new facts about learners, if anybody does. */
  readonly factsWritten?: FactsWritten | undefined;
  /** True where others watch the log's own dead letter topic: Kafka. */
  readonly tellDlqTopic: boolean;
}

/** The consumer group whose `EventLog.lag` says how far ClickHouse is behind. */
export const PROJECTION = 'projection';

/** Some batches are read while the engine inserts others. */
const BATCH = { maxRecords: 20_000, maxWaitMs: 100, concurrency: 4 };
/** So many events are read before others get the thread. */
const TURN = 500;
const DLQ_RETENTION = { days: 90 };

/** Writes every fact and decision of the log into ClickHouse: at least once, which changes no answer. */
export const startProjection = async (deps: ProjectionDeps): Promise<{ stop(): Promise<void> }> => {
  const { log, partitions } = deps;
  for (const topic of [LEARNING_EVENTS, DECISIONS]) await log.ensureTopic(topic, { partitions, retention: 'forever' });
  if (deps.tellDlqTopic) await log.ensureTopic(LEARNING_EVENTS_DLQ, { partitions, retention: DLQ_RETENTION });
  const handle = projectBatch(deps);
  const consumptions = await Promise.all(
    [LEARNING_EVENTS, DECISIONS].map((topic) => log.consume(topic, PROJECTION, BATCH, handle)),
  );
  return { stop: async () => void (await Promise.all(consumptions.map((one) => one.stop()))) };
};

/** Read, write, keep what is wrong, and only then resolve: whatever ends the process in between, the batch comes again. */
export const projectBatch = (deps: ProjectionDeps): BatchHandler => {
  const insert = gatherInserts((rows) => deps.warehouse.insert('facts', 'RowBinary', rows));
  return async (batch) => {
    const listener = (await deps.factsWritten?.wanted()) ? deps.factsWritten : undefined;
    const { rows, bad, changed } = await readBatch(batch, deps.clock.now(), listener !== undefined);
    await keepBad(deps, bad);
    await batch.heartbeat();
    if (rows.count === 0 || !(await insert(batch, rows.finish()))) return;
    deps.metrics.projectedFacts.inc(rows.count);
    await batch.heartbeat();
    await keepConflicts(deps, batch);
    await listener?.tell(changed.all());
  };
};

interface BadRecord {
  readonly record: LogRecord;
  readonly error: BadEvent;
}

interface ReadBatch {
  readonly rows: FactRows;
  readonly bad: readonly BadRecord[];
  /** Empty where nobody wants to know. */
  readonly changed: ChangedLearners;
}

const readBatch = async ({ records }: LogBatch, now: Date, isWanted: boolean): Promise<ReadBatch> => {
  const changed = new ChangedLearners();
  const rows = new FactRows(records.length);
  const bad: BadRecord[] = [];
  for (const [index, record] of records.entries()) {
    if (index % TURN === TURN - 1) await setImmediate();
    try {
      addFact(rows, record, now, isWanted ? changed : undefined);
    } catch (error) {
      // Our own bug stops the partition and is seen; theirs must not.
      if (!(error instanceof BadEvent)) throw error;
      bad.push({ record, error });
    }
  }
  return { rows, bad, changed };
};

/** Throws BadEvent. */
const addFact = (rows: FactRows, record: LogRecord, now: Date, changed: ChangedLearners | undefined): void => {
  const plain = record.topic === LEARNING_EVENTS ? readPlainEvent(record.value, now) : undefined;
  if (plain) {
    addPlainFact(rows, plain, record);
    changed?.add(textAt(plain.bytes, plain.subject), textAt(plain.bytes, plain.course));
    return;
  }
  const fact = factOf(readToldEvent(record.topic, record.value, now), record);
  rows.add(fact);
  if (record.topic === LEARNING_EVENTS) changed?.add(fact.learner, fact.course);
};

const keepBad = async ({ deadLetters, metrics, log, tellDlqTopic }: ProjectionDeps, bad: readonly BadRecord[]) => {
  if (bad.length === 0) return;
  await deadLetters.keep(bad.map(letterOf));
  for (const { error } of bad) metrics.deadLetters.inc({ code: error.code });
  const unreadable = bad.filter(({ record }) => record.topic === LEARNING_EVENTS).map(({ record }) => record);
  if (tellDlqTopic && unreadable.length > 0) await log.append(LEARNING_EVENTS_DLQ, unreadable);
};

const letterOf = ({ record, error }: BadRecord): NewDeadLetter => ({
  entrance: 'kafka',
  code: error.code,
  reason: error.reason,
  ...(error.field === undefined ? {} : { field: error.field }),
  original: record.value,
  ...traceOf(record.value),
  place: `${record.topic}/${record.partition}/${record.offset}`,
});

/** ClickHouse itself noticed, while it inserted, which facts came with another content than their identity has. */
const keepConflicts = async (deps: ProjectionDeps, batch: LogBatch): Promise<void> => {
  const [first, last] = [batch.records[0], batch.records.at(-1)];
  if (!first || !last) return;
  const rows = await deps.warehouse.rows<{ log_offset: string }>(NOT_COUNTED, {
    topic: batch.topic,
    partition: batch.partition,
    first: String(first.offset),
    last: String(last.offset),
  });
  if (rows.length === 0) return;
  const losers = new Set(rows.map((row) => row.log_offset));
  await keepBad(
    { ...deps, tellDlqTopic: false },
    batch.records.filter(({ offset }) => losers.has(String(offset))).map(conflictOf),
  );
};

const conflictOf = (record: LogRecord): BadRecord => ({
  record,
  error: new BadEvent(
    'event.conflict',
    'another content was told under this source and id before, and that one counts',
  ),
});

const NOT_COUNTED = `
WITH mine AS (
  SELECT identity, content_hash, log_offset FROM conflicts
  WHERE log_topic = {topic:String} AND log_partition = {partition:UInt32}
    AND log_offset BETWEEN {first:UInt64} AND {last:UInt64}
)
SELECT DISTINCT log_offset FROM mine
WHERE (identity, content_hash) NOT IN (
  SELECT identity, argMin(content_hash, (recorded_at, content_hash)) FROM fact_versions
  WHERE identity IN (SELECT identity FROM mine) GROUP BY identity
)`;
