import { type Pool } from 'pg';

/**
 * Drops batches that are older than the retention of their topic, whole ones and from the oldest on, but none that a
 * known group has not committed: losing what nobody read yet is worse than a full disk, which the lag foretells.
 */
export const dropExpired = async (pool: Pool): Promise<void> => {
  await pool.query(`
    with bound as (
      select p.topic, p.partition, least(
        coalesce(
          (select min(b.first_offset) from event_log_batch b
           where b.topic = p.topic and b.partition = p.partition and b.appended_at >= clock_timestamp() - t.retention),
          p.next_offset),
        (select min(coalesce(c.next_offset, 0)) from event_log_group g
         left join event_log_checkpoint c on c.group_id = g.id and c.partition = p.partition
         where g.topic = p.topic)
      ) as keep_from
      from event_log_partition p join event_log_topic t on t.id = p.topic
      where t.retention is not null
    ), dropped as (
      delete from event_log_batch b using bound
      where b.topic = bound.topic and b.partition = bound.partition and b.first_offset + b.records <= keep_from
      returning b.topic, b.partition, b.first_offset + b.records as behind
    )
    update event_log_partition p set first_offset = d.behind
    from (select topic, partition, max(behind) as behind from dropped group by topic, partition) d
    where p.topic = d.topic and p.partition = d.partition`);
};
