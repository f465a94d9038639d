import { type Pool, type PoolClient } from 'pg';

/** A table that is derived from decisions alone, how it takes in new ones, and where it stands. */
export interface DerivedTable {
  /** One row: `transaction_id xid8`, `position bigint`. */
  readonly place: string;
  readonly types: readonly string[];
  /**
   * A statement that takes in `event` (stream_key, stream_position, type, data, recorded_at), a batch in the order of
   * commit, and may be told the same again: it begins behind `with event as materialized (…)`, and ends before a `select`.
   */
  readonly takeIn: string;
}

const BATCH = 5_000;

/** The place of a derived table, which is made with it. */
export const placeTable = (name: string): string => `
create table if not exists ${name} (
  single boolean primary key default true check (single),
  transaction_id xid8 not null default '0',
  position bigint not null default 0
);
insert into ${name} default values on conflict do nothing;`;

/** Takes in what was decided since, batch by batch; the rows and the place move in one transaction. */
export const catchUp = async (pool: Pool, table: DerivedTable): Promise<void> => {
  const client = await pool.connect();
  try {
    while ((await takeBatch(client, table)) === BATCH);
    client.release();
  } catch (error) {
    client.release(true); // the failed transaction ends with the connection
    throw error;
  }
};

const NOWHERE = { transaction_id: '0', position: '0', horizon: '0' };
const NOTHING = { events: 0, transaction_id: '0', position: '0' };

const takeBatch = async (client: PoolClient, { place: table, types, takeIn }: DerivedTable): Promise<number> => {
  await client.query('begin');
  // Who comes second waits here, and sees the place of the first.
  const { rows: places } = await client.query<{ transaction_id: string; position: string; horizon: string }>(
    `select transaction_id::text, position::text, pg_snapshot_xmin(pg_current_snapshot())::text as horizon
     from ${table} for update`,
  );
  const [place = NOWHERE] = places;
  const { rows } = await client.query<{ events: number; transaction_id: string; position: string }>(
    `with event as materialized (
       select transaction_id, position, stream_key, stream_position, type, data, recorded_at
       from decision_event
       where (transaction_id, position) > ($1::xid8, $2::bigint) and transaction_id < $3::xid8 and type = any($4)
       order by transaction_id, position limit $5
     ), ${takeIn}
     select (select count(*)::int from event) as events, transaction_id::text, position::text
     from event order by event.transaction_id desc, event.position desc limit 1`,
    [place.transaction_id, place.position, place.horizon, types, BATCH],
  );
  const [{ events, transaction_id, position } = NOTHING] = rows;
  // Fewer than were asked for: nothing below the horizon is left, nor can anything come.
  const next = events === BATCH ? [transaction_id, position] : [place.horizon, '0'];
  await client.query(`update ${table} set transaction_id = $1, position = $2`, next);
  await client.query('commit');
  return events;
};
