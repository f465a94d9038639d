import { type Waiting, type WaitingList } from '@laurel/communications-domain';
import { createHash } from 'node:crypto';
import { type Pool } from 'pg';

/** Only ids and times are kept here: never an address or a text. */
const tableOf = (name: WaitingTable): string => `
create table if not exists ${name} (
  firing_key bytea primary key,
  firing text not null,
  until timestamptz(3) not null,
  taken_until timestamptz(3)
);
alter table ${name} add column if not exists taken_until timestamptz(3);
create index if not exists ${name}_until on ${name} (until);`;

/** What waits: messages to one person, or announcements and their posts. */
export type WaitingTable = 'waiting_message' | 'waiting_post';

/** Longer than one message or post takes, whatever its channel does. */
const LEASE = "interval '5 minutes'";

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
    take: async (now) => {
      const { rows } = await pool.query<Waiting>(
        `with first as (
           select firing_key from ${table} where until <= $1 and coalesce(taken_until, '-infinity') <= $1
           order by until limit 1 for update skip locked
         )
         update ${table} waiting set taken_until = $1::timestamptz + ${LEASE} from first
         where waiting.firing_key = first.firing_key returning waiting.firing, waiting.until`,
        [now],
      );
      return rows[0];
    },
    done: async ({ firing, until }) => {
      const key = keyOf(firing);
      const { rowCount } = await pool.query(`delete from ${table} where firing_key = $1 and until = $2`, [key, until]);
      // A statement of its own, that sees what the first one waited for.
      if (rowCount === 0) await pool.query(`update ${table} set taken_until = null where firing_key = $1`, [key]);
    },
  };
};
