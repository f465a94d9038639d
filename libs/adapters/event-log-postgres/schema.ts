import { type Pool } from 'pg';

/** Rung by every append, and with MEMBERS when consumers of the topic come, go or hand over partitions. */
export const bellOf = (topic: number): string => `laurel_log_${topic}`;
export const MEMBERS = 'members';

/**
 * One row holds the records that one append gave to one partition, as Kafka keeps batches: ADR 3. The writers of a topic
 * take turns from the giving of offsets to the commit, so offsets have no gaps and become visible in their order: who
 * reads by offset can pass over nothing, whatever long transactions run beside it, and lag is a subtraction.
 */
const SCHEMA = `
create table if not exists event_log_topic (
  id integer generated always as identity primary key,
  name text not null unique,
  retention interval
);
create table if not exists event_log_partition (
  topic integer not null references event_log_topic,
  partition integer not null,
  first_offset bigint not null default 0,
  next_offset bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 50);
create table if not exists event_log_batch (
  topic integer not null,
  partition integer not null,
  first_offset bigint not null,
  records integer not null,
  appended_at timestamptz(3) not null default clock_timestamp(),
  payload bytea not null,
  primary key (topic, partition, first_offset)
);
alter table event_log_batch alter payload set storage external;
create table if not exists event_log_group (
  id integer generated always as identity primary key,
  topic integer not null references event_log_topic,
  name text not null,
  unique (topic, name)
);
create table if not exists event_log_checkpoint (
  group_id integer not null references event_log_group,
  partition integer not null,
  next_offset bigint not null,
  primary key (group_id, partition)
) with (fillfactor = 50);

create or replace function laurel_log_append(
  topic_id integer, partitions integer[], counts integer[], payloads bytea[]
) returns void language plpgsql as $$
begin
  perform from event_log_topic where id = topic_id for no key update;
  update event_log_partition p set next_offset = p.next_offset + b.records
    from unnest(partitions, counts) as b (partition, records)
    where p.topic = topic_id and p.partition = b.partition;
  insert into event_log_batch (topic, partition, first_offset, records, payload)
    select topic_id, b.partition, p.next_offset - b.records, b.records, b.payload
    from unnest(partitions, counts, payloads) as b (partition, records, payload)
    join event_log_partition p on p.topic = topic_id and p.partition = b.partition;
  perform pg_notify('laurel_log_' || topic_id, '');
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'local', true); -- acknowledged means on disk, whatever the server's habit
  end if;
end $$;`;

/** Makes what is missing; processes that start together take turns. */
export const migrate = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query(
      `begin; select pg_advisory_xact_lock(hashtextextended('laurel.event_log', 0)); ${SCHEMA}; commit`,
    );
    client.release();
  } catch (error) {
    client.release(true); // the failed transaction ends with the connection
    throw error;
  }
};
