import { type Pool } from 'pg';

/**
 * A letter is never changed: what became of it are steps, counted from 0, so that two who act at once cannot both be
 * right. `state` repeats what the steps say, for lists and counts. Originals are kept byte for byte.
 *
 * A receipt counts records by the day of their facts; a writer's numbers grow, so that one that is written again counts once.
 */
const TABLES = `
create table if not exists dead_letter (
  id uuid primary key,
  fingerprint bytea not null unique,
  entrance text not null,
  code text not null,
  reason text not null,
  field text,
  original bytea not null,
  source text,
  event_id text,
  subject text,
  place text,
  kept_at timestamptz(3) not null default clock_timestamp(),
  state text not null default 'waiting'
);
create index if not exists dead_letter_state on dead_letter (state, code, id);
create index if not exists dead_letter_source on dead_letter (source, id);
create index if not exists dead_letter_subject on dead_letter (subject, id);

create table if not exists dead_letter_step (
  letter uuid not null references dead_letter,
  position integer not null,
  step text not null,
  at timestamptz(3) not null,
  by text not null,
  reason text,
  corrected bytea,
  primary key (letter, position)
);

create table if not exists intake_receipt (
  source text not null,
  day date not null,
  records bigint not null,
  primary key (source, day)
) with (fillfactor = 50);

create table if not exists intake_receipt_writer (
  writer uuid primary key,
  number bigint not null
) with (fillfactor = 50);

create table if not exists control_total (
  source text not null,
  day date not null,
  type text not null,
  count bigint not null,
  told_at timestamptz(3) not null default clock_timestamp(),
  primary key (source, day, type)
);`;

/** Makes what is missing; processes that start together take turns. */
export const migrate = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query(
      `begin; select pg_advisory_xact_lock(hashtextextended('laurel.dead_letter', 0)); ${TABLES}; commit`,
    );
    client.release();
  } catch (error) {
    client.release(true); // the failed transaction ends with the connection
    throw error;
  }
};
