import { type Waiting, type WaitingList } from '@laurel/communications-domain';
import { createHash } from 'node:crypto';
import { type Pool } from 'pg';

/** Only ids and times are kept here: never an address or a text. */
const tableOf = (name: WaitingTable): string => `
create table if not exists ${name} (
  firing_key bytea primary key,
  firing text not null,
  until timestamptz(3) not null
);
create index if not exists ${name}_until on ${name} (until);`;

/** What waits: messages to one person, or posts of announcements. */
export type WaitingTable = 'waiting_message' | 'waiting_post';

/** A firing's id holds a learner's, which may be longer than an index entry. */
const keyOf = (firing: string): Buffer => createHash('sha256').update(firing).digest();

export const openWaitingList = async (pool: Pool, table: WaitingTable = 'waiting_message'): Promise<WaitingList> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.${table}', 0)); ${tableOf(table)} commit`,
  );
  return {
    put: async ({ firing, until }) => {
      await pool.query(
        `insert into ${table} (firing_key, firing, until) values ($1, $2, $3)
         on conflict (firing_key) do update set until = greatest(${table}.until, excluded.until)`,
        [keyOf(firing), firing, until],
      );
    },
    due: async (now, limit) => {
      const { rows } = await pool.query<Waiting>(
        `select firing, until from ${table} where until <= $1 order by until limit $2`,
        [now, limit],
      );
      return rows;
    },
    remove: async ({ firing, until }) => {
      await pool.query(`delete from ${table} where firing_key = $1 and until = $2`, [keyOf(firing), until]);
    },
  };
};
