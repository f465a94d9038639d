import { type Version } from './standing.query.ts';

/** A version as the engine gives it; times are milliseconds since 1970. */
export interface VersionRow extends Version {
  readonly type: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly at: string;
  readonly recorded: string;
  readonly data: string;
}

/** The columns of a VersionRow; the same version told twice is one row of them, with the earliest telling. */
export const VERSION_COLUMNS = `
  source, id, type, course, run, registration, toUnixTimestamp64Milli(occurred_at) AS at, lower(hex(content_hash)) AS hash,
  toUnixTimestamp64Milli(min(recorded_at)) AS recorded, data`;
export const VERSION_KEY = 'source, id, type, learner, course, run, registration, occurred_at, content_hash, data';

/** A version as people see it: what the source did not state is null. */
export const shownVersion = (row: VersionRow) => ({
  source: row.source,
  id: row.id,
  type: row.type,
  occurredAt: new Date(Number(row.at)).toISOString(),
  recordedAt: new Date(Number(row.recorded)).toISOString(),
  course: stated(row.course),
  run: stated(row.run),
  registration: stated(row.registration),
  data: dataOf(row.data),
});

const stated = (text: string): string | null => (text === '' ? null : text);

/** Always an object: it was read with the schema of its type. */
const dataOf = (json: string): Record<string, unknown> => {
  const data: unknown = JSON.parse(json);
  return typeof data === 'object' && data !== null ? { ...data } : {};
};
