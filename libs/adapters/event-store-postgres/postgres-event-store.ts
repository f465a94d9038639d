import {
  type Cause,
  type Clock,
  Conflict,
  type DomainEvent,
  type EventSearch,
  type EventStore,
  type FoundEvent,
  type Reactor,
  type RecordedEvent,
  type Search,
  type StreamAppend,
  type Subscription,
} from '@laurel/kernel';
import { type Logger, newId } from '@laurel/platform';
import { createHash } from 'node:crypto';
import { DatabaseError, type Pool } from 'pg';
import { COLUMNS, eventOf, type EventRow } from './event-row.ts';
import { migrate } from './schema.ts';
import { startSubscription } from './subscription.ts';

const UNIQUE_VIOLATION = '23505';
const keyOf = (stream: string): Buffer => createHash('sha256').update(stream).digest();

const hexOf = (stream: string): string => keyOf(stream).toString('hex');

const itemsOf = ({ stream, expected, events }: StreamAppend) =>
  events.map(({ type, version, data }, n) => ({
    ...{ stream, key: hexOf(stream), expected, n: expected + n, id: newId() },
    ...{ type, version, data },
  }));

/** The counts catch a position that is too high, the primary key one that is too low. */
const APPEND = `
with item as materialized (
  select ordinality, stream, decode(key, 'hex') as stream_key, expected, n, id, type, version, data
  from rows from (jsonb_to_recordset($1) as
    (stream text, key text, expected int, n int, id uuid, type text, version int, data jsonb)) with ordinality
), wrong as materialized (
  select 1 from item
  where n = expected
    and (select count(*) from decision_event already where already.stream_key = item.stream_key) <> expected
)
insert into decision_event (id, stream, stream_key, stream_position, type, version, data, cause, recorded_at)
select id, stream, stream_key, n, type, version, data, $2, coalesce($3, clock_timestamp()) from item
where not exists (select from wrong)
order by ordinality
returning ${COLUMNS}`;

/**
 * The event store on PostgreSQL: plain SQL, one statement per append. The pool is the caller's to end. A decision is
 * recorded at the time of the database, but for those of a story that is told: at the time of `storyClock`.
 */
export const openEventStore = async (
  pool: Pool,
  log: Logger,
  storyClock?: Clock,
): Promise<EventStore & EventSearch> => {
  await migrate(pool);
  return new PostgresEventStore(pool, log, storyClock);
};

class PostgresEventStore implements EventStore, EventSearch {
  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
    private readonly storyClock: Clock | undefined,
  ) {}

  async read(stream: string): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>(
      `select ${COLUMNS} from decision_event where stream_key = $1 order by stream_position`,
      [keyOf(stream)],
    );
    return rows.map(eventOf);
  }

  async readMany(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    const { rows } = await this.pool.query<EventRow>(
      `select ${COLUMNS} from decision_event where stream_key = any($1) order by stream_key, stream_position`,
      [streams.map(keyOf)],
    );
    const read = new Map<string, RecordedEvent[]>();
    for (const row of rows) {
      const events = read.get(row.stream) ?? [];
      read.set(row.stream, events);
      events.push(eventOf(row));
    }
    return read;
  }

  async append(
    stream: string,
    expected: number,
    events: readonly DomainEvent[],
    cause: Cause,
  ): Promise<readonly RecordedEvent[]> {
    return this.appendMany([{ stream, expected, events }], cause);
  }

  async appendMany(appends: readonly StreamAppend[], cause: Cause): Promise<readonly RecordedEvent[]> {
    const items = appends.flatMap(itemsOf);
    if (items.length === 0) return [];
    try {
      const { rows } = await this.pool.query<EventRow>(APPEND, [
        JSON.stringify(items),
        JSON.stringify(cause),
        this.told,
      ]);
      if (rows.length === 0) throw await this.conflictIn(appends);
      return rows.map(eventOf);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
      throw new Conflict(appends.find(({ stream }) => error.detail?.includes(hexOf(stream)))?.stream ?? '');
    }
  }

  /** When it is in the story; null: now, by the clock of the database. */
  private get told(): Date | null {
    return this.storyClock?.now() ?? null;
  }

  /** Says which stream it was. */
  private async conflictIn(appends: readonly StreamAppend[]): Promise<Conflict> {
    const { rows } = await this.pool.query<{ key: string; events: number }>(
      `select encode(stream_key, 'hex') as key, count(*)::int as events
       from decision_event where stream_key = any($1) group by stream_key`,
      [appends.map(({ stream }) => keyOf(stream))],
    );
    const events = new Map(rows.map((row) => [row.key, row.events]));
    const wrong = appends.find(({ stream, expected }) => (events.get(hexOf(stream)) ?? 0) !== expected);
    return new Conflict((wrong ?? appends[0])?.stream ?? '');
  }

  async subscribe(name: string, types: ReadonlySet<string> | 'all', reactor: Reactor): Promise<Subscription> {
    await this.pool.query(
      `insert into decision_subscription (name, types) values ($1, $2)
       on conflict (name) do update set types = excluded.types`,
      [name, types === 'all' ? null : [...types]],
    );
    return startSubscription({ connection: this.pool.options, log: this.log }, name, reactor);
  }

  async lag(name: string): Promise<number> {
    const { rows } = await this.pool.query<{ lag: string }>(
      `select count(event.id) as lag
       from (select 1) as always
       left join decision_subscription s on s.name = $1
       left join decision_event event
         on (event.transaction_id, event.position) > (coalesce(s.transaction_id, '0'), coalesce(s.position, 0))
        and (s.types is null or event.type = any(s.types))`,
      [name],
    );
    return Number(rows[0]?.lag ?? 0);
  }

  async find({ types, about, learners, between, before, limit }: Search): Promise<readonly FoundEvent[]> {
    const { rows } = await this.pool.query<EventRow>(
      `select ${COLUMNS} from decision_event
       where type = any($1) and data @> $2
         and ($3::text[] is null or data ->> 'learner' = any($3))
         and ($4::bigint is null or position < $4)
         and ($6::text is null or (data ->> 'learner') collate "C" > $6)
         and ($7::text is null or (data ->> 'learner') collate "C" <= $7)
       order by decision_event.position desc limit $5`,
      [
        ...[types, JSON.stringify(about), learners ?? null, before ?? null, limit],
        ...[between?.after ?? null, between?.through ?? null],
      ],
    );
    return rows.map((row) => ({ ...eventOf(row), place: row.position }));
  }

  async existing(streams: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ stream: string }>(
      'select stream from decision_event where stream_key = any($1) and stream_position = 0',
      [streams.map(keyOf)],
    );
    return new Set(rows.map(({ stream }) => stream));
  }
}
