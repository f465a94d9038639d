import { type LogRecord } from '@laurel/kernel';
import { type ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Topic } from './append.ts';
import { decodeBatch, type StoredBatch } from './record-batch.ts';

export interface Wanted {
  readonly topic: Topic;
  readonly partition: number;
  readonly from: bigint;
  readonly maxRecords: number;
}

/** What a batch may hold in memory, beside the one row that it holds at least. */
const READ_BYTES = 16 * 2 ** 20;

/** Records in order from an offset on; fewer than wanted where they are large. */
export const readRecords = async (client: ClientBase, wanted: Wanted): Promise<LogRecord[]> => {
  const { topic, partition, from, maxRecords } = wanted;
  const records: LogRecord[] = [];
  for (const row of rowsOf(await copied(client, wanted))) {
    for (const record of decodeBatch(row, { topic: topic.name, partition })) {
      if (record.offset >= from) records.push(record);
      if (records.length === maxRecords) return records;
    }
  }
  return records;
};

/** COPY, because the driver's other ways of reading bytes are hexadecimal or wrong. It takes no parameters. */
const copied = async (client: ClientBase, { topic, partition, from, maxRecords }: Wanted): Promise<Buffer> => {
  const home = `topic = ${topic.id} and partition = ${partition}`;
  const stream = client.query(
    copyTo(`copy (
      select first_offset, (extract(epoch from appended_at) * 1000)::bigint, payload
      from (
        select *, sum(octet_length(payload)) over (order by first_offset) - octet_length(payload) as bytes_before
        from event_log_batch
        where ${home} and first_offset < ${from + BigInt(maxRecords)} and first_offset >= coalesce(
          (select max(first_offset) from event_log_batch where ${home} and first_offset <= ${from}), 0)
      ) as near
      where bytes_before < ${READ_BYTES}
      order by first_offset
    ) to stdout (format binary)`),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const COPY_HEAD = 19;
const END_OF_ROWS = -1;

/** Rows as the statement above selects them: each field after its length, each row after the number of its fields. */
function* rowsOf(copy: Buffer): Generator<StoredBatch> {
  for (let at = COPY_HEAD; copy.readInt16BE(at) !== END_OF_ROWS;) {
    const firstOffset = copy.readBigInt64BE(at + 6);
    const appendedAt = new Date(Number(copy.readBigInt64BE(at + 18)));
    const length = copy.readInt32BE(at + 26);
    const end = at + 30 + length;
    yield { firstOffset, appendedAt, payload: copy.subarray(at + 30, end) };
    at = end;
  }
}
