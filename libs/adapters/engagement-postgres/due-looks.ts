import { type Changed, type DueLooks } from '@laurel/contracts';
import { type Pool, type PoolClient } from 'pg';

/** Only appended to and deleted from, so that who adds never waits for who looks. */
const tableOf = (name: DueTable): string => `
create table if not exists ${name} (
  seq bigint generated always as identity primary key,
  learner text not null,
  course text not null
);`;

/** Who looks: rules, or the paths of programmes. */
export type DueTable = 'due_look' | 'due_path';

export const openDueLooks = async (pool: Pool, table: DueTable = 'due_look'): Promise<DueLooks> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.${table}', 0)); ${tableOf(table)} commit`,
  );
  const take = `select seq, learner, course from ${table} order by seq limit $1 for update skip locked`;
  return {
    add: async (changed) => {
      if (changed.length === 0) return;
      const [learners, courses] = [changed.map(({ learner }) => learner), changed.map(({ course }) => course)];
      await pool.query(`insert into ${table} (learner, course) select * from unnest($1::text[], $2::text[])`, [
        learners,
        courses,
      ]);
    },
    take: (most, look) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<Changed & { readonly seq: string }>(take, [most]);
        if (rows.length === 0) return 0;
        const different = new Map(
          rows.map(({ learner, course }) => [JSON.stringify([learner, course]), { learner, course }]),
        );
        await look([...different.values()]);
        await client.query(`delete from ${table} where seq = any($1::bigint[])`, [rows.map(({ seq }) => seq)]);
        return rows.length;
      }),
  };
};

const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const done = await work(client);
    await client.query('commit');
    client.release();
    return done;
  } catch (error) {
    client.release(true); // the connection goes, and with it whatever it held
    throw error;
  }
};
