import {
  type ConsumeOptions,
  type BatchHandler,
  type Consumption,
  type EventLog,
  type LogMessage,
  type LogRecord,
  type PartitionRange,
  type TopicOptions,
} from '@laurel/kernel';
import { createGatheringWriter, type GatheringWriter, type Logger } from '@laurel/platform';
import { type Pool } from 'pg';
import { appendRecords, type Topic } from './append.ts';
import { startConsumer } from './consume.ts';
import { readRecords } from './read.ts';
import { dropExpired } from './retention.ts';
import { migrate } from './schema.ts';

export interface PostgresEventLogOptions {
  /** What may wait to be written before `append` says LogBusy. */
  readonly mostWaitingBytes?: number;
}

const MOST_WAITING_BYTES = 64 * 2 ** 20;
/** Enough to pay for a commit, small enough to be read in one piece. */
const WRITE_BYTES = 4 * 2 ** 20;
const RETENTION_EVERY_MS = 3_600_000;

/**
 * The event log on PostgreSQL. The pool is the caller's to end; each consumption opens a connection of its own, which must
 * be a session of the server (no pooler that shares sessions in between).
 */
export const openPostgresEventLog = async (
  pool: Pool,
  log: Logger,
  { mostWaitingBytes = MOST_WAITING_BYTES }: PostgresEventLogOptions = {},
): Promise<EventLog> => {
  await migrate(pool);
  return new PostgresEventLog(pool, log, mostWaitingBytes);
};

class PostgresEventLog implements EventLog {
  private readonly topics = new Map<string, Topic>();
  private readonly consumptions = new Set<Consumption>();
  private readonly retention: NodeJS.Timeout;
  private readonly writer: GatheringWriter;

  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
    mostWaitingBytes: number,
  ) {
    this.writer = createGatheringWriter(
      async (topic, messages) => appendRecords(pool, await this.topicNamed(topic), messages),
      { writeBytes: WRITE_BYTES, mostWaitingBytes },
    );
    this.retention = setInterval(() => {
      dropExpired(pool).catch((error: unknown) => log.error({ error }, 'old records were not dropped, next try later'));
    }, RETENTION_EVERY_MS).unref();
  }

  /** A topic that is there stays as it is: with other partitions, keys would lose their order. */
  async ensureTopic(topic: string, { partitions, retention }: TopicOptions): Promise<void> {
    await this.pool.query(
      `with made as (
         insert into event_log_topic (name, retention) values ($1, $3 * interval '1 day')
         on conflict (name) do nothing returning id
       )
       insert into event_log_partition (topic, partition) select id, n from made, generate_series(0, $2 - 1) as n`,
      [topic, partitions, retention === 'forever' ? null : retention.days],
    );
  }

  append(topic: string, messages: readonly LogMessage[]): Promise<void> {
    return this.writer.append(topic, messages);
  }

  async consume(topic: string, group: string, options: ConsumeOptions, handle: BatchHandler): Promise<Consumption> {
    const known = await this.topicNamed(topic);
    await this.pool.query('insert into event_log_group (topic, name) values ($1, $2) on conflict do nothing', [
      known.id,
      group,
    ]);
    const { rows } = await this.pool.query<{ id: number }>(
      'select id from event_log_group where topic = $1 and name = $2',
      [known.id, group],
    );
    const log = this.log.child({ topic, group });
    const id = rows[0]?.id ?? 0;
    const consumer = startConsumer({ connection: this.pool.options, log, topic: known, group: id, options, handle });
    this.consumptions.add(consumer);
    return consumer;
  }

  async lag(topic: string, group: string): Promise<number> {
    const { id } = await this.topicNamed(topic);
    const { rows } = await this.pool.query<{ lag: string }>(
      `select coalesce(sum(p.next_offset - greatest(p.first_offset, coalesce(c.next_offset, 0))), 0) as lag
       from event_log_partition p
       left join event_log_group g on g.topic = p.topic and g.name = $2
       left join event_log_checkpoint c on c.group_id = g.id and c.partition = p.partition
       where p.topic = $1`,
      [id, group],
    );
    return Number(rows[0]?.lag);
  }

  async ranges(topic: string): Promise<readonly PartitionRange[]> {
    const { id } = await this.topicNamed(topic);
    const { rows } = await this.pool.query<{ partition: number; first_offset: string; next_offset: string }>(
      'select partition, first_offset, next_offset from event_log_partition where topic = $1 order by partition',
      [id],
    );
    return rows.map((row) => ({
      partition: row.partition,
      first: BigInt(row.first_offset),
      next: BigInt(row.next_offset),
    }));
  }

  async read(topic: string, partition: number, offset: bigint): Promise<LogRecord | undefined> {
    const known = await this.topicNamed(topic);
    const client = await this.pool.connect();
    try {
      const [record] = await readRecords(client, { topic: known, partition, from: offset, maxRecords: 1 });
      client.release();
      return record?.offset === offset ? record : undefined;
    } catch (error) {
      client.release(true); // a COPY that broke ends with its connection
      throw error;
    }
  }

  async check(): Promise<void> {
    await this.pool.query('select 1');
  }

  async close(): Promise<void> {
    clearInterval(this.retention);
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    await this.writer.idle();
  }

  private async topicNamed(name: string): Promise<Topic> {
    const known = this.topics.get(name);
    if (known) return known;
    const { rows } = await this.pool.query<Topic>(
      `select id, name, count(*)::int as partitions
       from event_log_topic join event_log_partition on topic = id where name = $1 group by id`,
      [name],
    );
    const found = rows[0];
    if (!found) throw new Error(`there is no topic ${name}: it is made by ensureTopic`);
    this.topics.set(name, found);
    return found;
  }
}
