import { type Scope } from '@laurel/contracts';
import { type Key, type KeyStore } from '@laurel/access-domain';
import { type Pool } from 'pg';

const TABLE = `
create table if not exists api_key (
  id text primary key,
  name text not null,
  scopes text[] not null,
  digest bytea not null,
  made_at timestamptz(3) not null,
  made_by text not null,
  revoked_at timestamptz(3),
  revoked_by text
);`;

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly digest: Buffer;
  readonly made_at: Date;
  readonly made_by: string;
  readonly revoked_at: Date | null;
  readonly revoked_by: string | null;
}

/** The keys in PostgreSQL. The pool is the caller's to end. */
export const openKeyStore = async (pool: Pool): Promise<KeyStore> => {
  await migrate(pool);
  return {
    add: async ({ id, name, scopes, digest, madeAt, madeBy }) => {
      await pool.query(
        'insert into api_key (id, name, scopes, digest, made_at, made_by) values ($1, $2, $3, $4, $5, $6)',
        [id, name, scopes, digest, madeAt, madeBy],
      );
    },
    find: async (id) => {
      const { rows } = await pool.query<KeyRow>('select * from api_key where id = $1', [id]);
      return rows.map(keyOf)[0];
    },
    list: async () => {
      const { rows } = await pool.query<KeyRow>('select * from api_key order by made_at desc, id');
      return rows.map(keyOf);
    },
    revoke: async (id, { at, by }) => {
      const { rows } = await pool.query<KeyRow>(
        `update api_key set revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3)
         where id = $1 returning *`,
        [id, at, by],
      );
      return rows.map(keyOf)[0];
    },
  };
};

const keyOf = (row: KeyRow): Key => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  digest: row.digest,
  madeAt: row.made_at,
  madeBy: row.made_by,
  ...(row.revoked_at && row.revoked_by !== null ? { revoked: { at: row.revoked_at, by: row.revoked_by } } : {}),
});

/** Makes what is missing; processes that start together take turns. */
const migrate = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('laurel.api_key', 0)); ${TABLE}; commit`);
    client.release();
  } catch (error) {
    client.release(true); // the failed transaction ends with the connection
    throw error;
  }
};
