/**
 * Which records of the log reached `facts`, by source and day of the fact: told again, they set the same bits again. No read
 * model: a merge of `facts` forgets later tellings of one version, so it could not be made anew from them, only from the log.
 */
export const projectedRecordsTable = `
CREATE TABLE IF NOT EXISTS projected_records (
  log_topic LowCardinality(String), log_partition UInt32, source LowCardinality(String), day Date,
  offsets AggregateFunction(groupBitmap, UInt64)
) ENGINE = AggregatingMergeTree ORDER BY (log_topic, log_partition, source, day)`;

const FILL = `
SELECT log_topic, log_partition, source, toDate(occurred_at) AS day, groupBitmapState(log_offset) AS offsets
FROM facts GROUP BY log_topic, log_partition, source, day`;

export const projectedRecordsFeed = `CREATE MATERIALIZED VIEW IF NOT EXISTS projected_records_feed TO projected_records AS ${FILL}`;

/** For facts that were there before the account was: what is left of their tellings. */
export const projectedRecordsFirstFill = `INSERT INTO projected_records ${FILL}`;
