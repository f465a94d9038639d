import { type NewDeadLetter } from '@laurel/contracts';
import {
  type DeadLetter,
  type DeadLetterStore,
  LetterChanged,
  type LetterFilter,
  type LetterStep,
  type ListedLetter,
  stateOf,
} from '@laurel/intake-domain';
import { newId } from '@laurel/platform';
import { createHash } from 'node:crypto';
import { DatabaseError, type Pool } from 'pg';
import { type LetterRow, letterOf, type ListedRow, listedOf, type StepRow } from './letter-row.ts';
import { migrate } from './schema.ts';

const UNIQUE_VIOLATION = '23505';

/** The dead letters in PostgreSQL. The pool is the caller's to end. */
export const openDeadLetterStore = async (pool: Pool): Promise<DeadLetterStore> => {
  await migrate(pool);
  return new PostgresDeadLetters(pool);
};

class PostgresDeadLetters implements DeadLetterStore {
  constructor(private readonly pool: Pool) {}

  async keep(letters: readonly NewDeadLetter[]): Promise<void> {
    for (const batch of batchesOf(letters)) {
      // Sorted, so that two who keep the same letters at once wait for each other instead of dead-locking.
      const rows = batch.map((letter) => ({ id: newId(), letter, fingerprint: fingerprintOf(letter) }));
      rows.sort((a, b) => Buffer.compare(a.fingerprint, b.fingerprint));
      const column = (of: (letter: NewDeadLetter) => unknown) => rows.map(({ letter }) => of(letter));
      await this.pool.query(
        `insert into dead_letter (id, fingerprint, entrance, code, reason, field, original, source, event_id, subject, place)
         select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
                              $8::text[], $9::text[], $10::text[], $11::text[])
         on conflict (fingerprint) do nothing`,
        [
          rows.map(({ id }) => id),
          rows.map(({ fingerprint }) => fingerprint),
          column(({ entrance }) => entrance),
          column(({ code }) => code),
          column(({ reason }) => keepable(reason)),
          column(({ field }) => keepable(field)),
          column(({ original }) => bufferOf(original)),
          column(({ source }) => keepable(source)),
          column(({ eventId }) => keepable(eventId)),
          column(({ subject }) => keepable(subject)),
          column(({ place }) => keepable(place)),
        ],
      );
    }
  }

  async list(filter: LetterFilter): Promise<readonly ListedLetter[]> {
    const { rows } = await this.pool.query<ListedRow>(
      `select id, state, entrance, code, reason, field, source, event_id, subject, place, kept_at,
              octet_length(original) as bytes
       from dead_letter
       where ($1::text is null or state = $1) and ($2::text is null or code = $2)
         and ($3::text is null or entrance = $3) and ($4::text is null or source = $4)
         and ($5::text is null or subject = $5) and ($6::uuid is null or id < $6) and ($8::text is null or event_id = $8)
       order by id desc limit $7`,
      [
        ...[filter.state, filter.code, filter.entrance, filter.source, filter.subject, filter.after],
        ...[filter.limit, filter.eventId],
      ],
    );
    return rows.map(listedOf);
  }

  async waiting() {
    const { rows } = await this.pool.query<{ code: NewDeadLetter['code']; count: number }>(
      `select code, count(*)::int as count from dead_letter where state = 'waiting' group by code order by count desc, code`,
    );
    return rows;
  }

  async find(id: string): Promise<DeadLetter | undefined> {
    const { rows } = await this.pool.query<LetterRow>('select * from dead_letter where id = $1', [id]);
    const [row] = rows;
    if (!row) return undefined;
    const { rows: steps } = await this.pool.query<StepRow>(
      'select * from dead_letter_step where letter = $1 order by position',
      [id],
    );
    return letterOf(row, steps);
  }

  async record(letter: DeadLetter, step: LetterStep): Promise<void> {
    const { reason, corrected } = { reason: undefined, corrected: undefined, ...step };
    try {
      await this.pool.query(
        `with taken as (
           insert into dead_letter_step (letter, position, step, at, by, reason, corrected)
           values ($1, $2, $3, $4, $5, $6, $7)
         )
         update dead_letter set state = $8 where id = $1`,
        [
          letter.id,
          letter.history.length,
          step.step,
          step.at,
          step.by,
          keepable(reason),
          corrected && bufferOf(corrected),
          stateOf([...letter.history, step]),
        ],
      );
    } catch (error) {
      if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) throw new LetterChanged(letter.id);
      throw error;
    }
  }
}

/** The same letter told again has the same fingerprint: lengths stand before the parts, so that none runs into another. */
const fingerprintOf = ({ entrance, code, place = '', original }: NewDeadLetter): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([entrance, code, place, original.byteLength]))
    .update(original)
    .digest();

const BATCH_BYTES = 8 * 1024 * 1024;

/** PostgreSQL takes originals as hexadecimal text inside an array: many large ones in one statement would double and double. */
function* batchesOf(letters: readonly NewDeadLetter[]): Generator<readonly NewDeadLetter[]> {
  let batch: NewDeadLetter[] = [];
  let bytes = 0;
  for (const letter of letters) {
    batch.push(letter);
    bytes += letter.original.byteLength;
    if (bytes < BATCH_BYTES && batch.length < 5_000) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** PostgreSQL keeps no NUL in text; the original bytes keep it. */
const keepable = (text: string | undefined): string | undefined => text?.replaceAll('\0', '\ufffd');
