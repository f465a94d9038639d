import { type SealedKey, type SealedKeyStore } from '@laurel/open-badges';
import { type Pool, type PoolClient } from 'pg';

const TABLE = `
create table if not exists issuer_key (
  name text primary key,
  curve text not null,
  made_at timestamptz(3) not null,
  retired_at timestamptz(3),
  sealed bytea not null
);`;

interface KeyRow {
  readonly name: string;
  readonly curve: 'Ed25519' | 'P-256';
  readonly made_at: Date;
  readonly retired_at: Date | null;
  readonly sealed: Buffer;
}

/** The issuer's keys, sealed, in PostgreSQL. The pool is the caller's to end. */
export const openIssuerKeyStore = async (pool: Pool): Promise<SealedKeyStore> => {
  await inTurn(pool, (client) => client.query(TABLE));
  return {
    list: async () => {
      const { rows } = await pool.query<KeyRow>('select * from issuer_key order by made_at desc, name');
      return rows.map(keyOf);
    },
    addFirst: (keys) =>
      inTurn(pool, async (client) => {
        const { rows } = await client.query('select 1 from issuer_key limit 1');
        if (rows.length === 0) await insert(client, keys);
      }),
    replace: (keys, now) =>
      inTurn(pool, async (client) => {
        await client.query('update issuer_key set retired_at = $1 where retired_at is null', [now]);
        await insert(client, keys);
      }),
  };
};

const insert = async (client: PoolClient, keys: readonly SealedKey[]): Promise<void> => {
  for (const { name, curve, madeAt, retiredAt, sealed } of keys)
    await client.query(
      'insert into issuer_key (name, curve, made_at, retired_at, sealed) values ($1, $2, $3, $4, $5)',
      [...[name, curve, madeAt, retiredAt], Buffer.from(sealed)],
    );
};

const keyOf = ({ name, curve, made_at, retired_at, sealed }: KeyRow): SealedKey => ({
  ...{ name, curve, madeAt: made_at, retiredAt: retired_at },
  sealed: Uint8Array.from(sealed),
});

/** One transaction at a time, of all processes: two that start together, or rotate together, see what the other did. */
const inTurn = async (pool: Pool, work: (client: PoolClient) => Promise<unknown>): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('laurel.issuer_key', 0))`);
    await work(client);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true); // the failed transaction ends with the connection
    throw error;
  }
};
