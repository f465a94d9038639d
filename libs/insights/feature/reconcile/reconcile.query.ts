import { type Asker, LAUREL_SOURCE, LEARNING_EVENTS } from '@laurel/contracts';
import { type PartitionRange } from '@laurel/kernel';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { seenBy } from '../conditions.ts';
import { type DayRange } from './accounts.port.ts';

const paramsOf = ({ from, to, source }: DayRange) => ({ from, to, source: source ?? '' });
const OF_SOURCE = "({source:String} = '' OR source = {source:String})";

/** SQL over the facts: no decision of Laurel's own. */
export const OF_NO_DECISION = `source != '${LAUREL_SOURCE}'`;

/** Records of the log that reached ClickHouse, by source and day. */
export const projectedDays = (warehouse: Warehouse, range: DayRange, limits: QueryLimits) =>
  warehouse.rows<{ source: string; day: string; records: string }>(
    `
SELECT source, day, sum(records) AS records FROM (
  SELECT source, toString(day) AS day, groupBitmapMerge(offsets) AS records FROM projected_records
  WHERE log_topic = '${LEARNING_EVENTS}' AND projected_records.day BETWEEN toDate({from:String}) AND toDate({to:String}) AND ${OF_SOURCE}
  GROUP BY source, day, log_partition
)
GROUP BY source, day`,
    paramsOf(range),
    limits,
  );

export const projectedPartitions = (warehouse: Warehouse, limits: QueryLimits) =>
  warehouse.rows<{ topic: string; partition: number; records: string }>(
    `
SELECT log_topic AS topic, log_partition AS partition, groupBitmapMerge(offsets) AS records FROM projected_records
GROUP BY topic, partition`,
    {},
    limits,
  );

/** Different facts, by the version that counts of each; voided ones too, as their source told them. */
export const factsOfDays = (warehouse: Warehouse, range: DayRange, asker: Asker, limits: QueryLimits) =>
  warehouse.rows<{ source: string; day: string; type: string; facts: string }>(
    `
SELECT source, toString(toDate(occurred_at)) AS day, type, uniqExact(sipHash128(source, id)) AS facts FROM facts
WHERE ${seenBy(asker)} AND ${OF_NO_DECISION} AND ${OF_SOURCE}
  AND occurred_at >= toDateTime64(toDate({from:String}), 3, 'UTC') AND occurred_at < toDateTime64(toDate({to:String}) + 1, 3, 'UTC')
  AND content_hash NOT IN (${LOST_CONFLICTS})
GROUP BY source, day, type`,
    paramsOf(range),
    limits,
  );

export const LOST_CONFLICTS = `
SELECT arrayJoin(arrayPopFront(arrayMap(version -> version.2, arraySort(groupArray((told, content_hash)))))) FROM (
  SELECT identity, content_hash, min(recorded_at) AS told FROM fact_versions
  WHERE identity IN (SELECT identity FROM conflicts)
  GROUP BY identity, content_hash
)
GROUP BY identity`;

const MOST_GAPS = 20;

/** Where the offsets that did not become facts are. */
export const gapsOf = (
  warehouse: Warehouse,
  { topic, partition, first, next }: PartitionRange & { readonly topic: string },
  limits: QueryLimits,
) =>
  warehouse.rows<{ first: string; last: string }>(
    `
SELECT before + 1 AS first, here - 1 AS last FROM (
  SELECT here, lagInFrame(here, 1, {first:Int64} - 1) OVER (ORDER BY here ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
  FROM (
    SELECT toInt64(arrayJoin(arrayConcat(bitmapToArray(groupBitmapMergeState(offsets)), [{next:UInt64}]))) AS here
    FROM projected_records WHERE log_topic = {topic:String} AND log_partition = {partition:UInt32}
  )
)
WHERE here > before + 1
ORDER BY here LIMIT ${MOST_GAPS}`,
    { topic, partition, first: String(first), next: String(next) },
    limits,
  );
