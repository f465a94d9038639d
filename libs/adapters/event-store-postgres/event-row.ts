import { type Cause, type RecordedEvent } from '@laurel/kernel';

export const COLUMNS =
  'transaction_id::text, position::text, id, stream, stream_position, type, version, data, cause, recorded_at';

export interface EventRow {
  readonly transaction_id: string;
  readonly position: string;
  readonly id: string;
  readonly stream: string;
  readonly stream_position: number;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
  readonly cause: Cause;
  readonly recorded_at: Date;
}

export const eventOf = (row: EventRow): RecordedEvent => ({
  id: row.id,
  stream: row.stream,
  streamPosition: row.stream_position,
  type: row.type,
  version: row.version,
  data: row.data,
  cause: row.cause,
  recordedAt: row.recorded_at,
});
