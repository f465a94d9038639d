import { type Pool } from 'pg';

/** Rung by every append, so that subscriptions need not wait for their next look. */
export const BELL = 'laurel_decisions';

/**
 * A stream is found by the hash of its name: names hold learners' ids, which may be longer than an index entry. Rows are
 * read in the order of (transaction_id, position): `position` alone is given before the commit, out of its order.
 */
const TABLES = `
create table if not exists decision_event (
  transaction_id xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity,
  id uuid not null unique,
  stream text not null,
  stream_key bytea not null,
  stream_position integer not null,
  type text not null,
  version integer not null,
  data jsonb not null,
  cause jsonb not null,
  recorded_at timestamptz(3) not null default clock_timestamp(),
  primary key (stream_key, stream_position)
);
create index if not exists decision_event_order on decision_event (transaction_id, position);
create index if not exists decision_event_newest on decision_event (type, position);
create index if not exists decision_event_campaign on decision_event ((data ->> 'campaign'), type, (data ->> 'dueAt'))
  where data ? 'campaign';
create index if not exists decision_event_about on decision_event using gin (data jsonb_path_ops);

create table if not exists decision_subscription (
  name text primary key,
  types text[],
  transaction_id xid8 not null default '0',
  position bigint not null default 0
);

create or replace function ring_laurel_decisions() returns trigger language plpgsql as
  $$ begin perform pg_notify('${BELL}', ''); return null; end $$;
create or replace trigger decision_event_appended after insert on decision_event
  for each statement execute function ring_laurel_decisions();`;

/** Makes what is missing; processes that start together take turns. */
export const migrate = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query(
      `begin; select pg_advisory_xact_lock(hashtextextended('laurel.decision_event', 0)); ${TABLES}; commit`,
    );
    client.release();
  } catch (error) {
    client.release(true); // the failed transaction ends with the connection
    throw error;
  }
};
