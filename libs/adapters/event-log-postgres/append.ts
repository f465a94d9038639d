import { type LogMessage } from '@laurel/kernel';
import { type Pool } from 'pg';
import { encodeBatches } from './record-batch.ts';

export interface Topic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
}

/** All or nothing, in one round trip and one commit. */
export const appendRecords = async (pool: Pool, topic: Topic, messages: readonly LogMessage[]): Promise<void> => {
  const { partitions, counts, payloads } = encodeBatches(messages, topic.partitions);
  const values = [topic.id, partitions, counts, payloads];
  await pool.query({ name: 'laurel_log_append', text: 'select laurel_log_append($1, $2, $3, $4)', values });
};
