import { type Waiting, type WaitingList } from '@laurel/communications-domain';
import { createHash } from 'node:crypto';
import { type Pool } from 'pg';

/** Only ids and times are kept here: never an address or a text. */
const TABLE = `
create table if not exists waiting_message (
  firing_key bytea primary key,
  firing text not null,
  until timestamptz(3) not null
);
create index if not exists waiting_message_until on waiting_message (until);`;

/** A firing's id holds a learner's, which may be longer than an index entry. */
const keyOf = (firing: string): Buffer => createHash('sha256').update(firing).digest();

export const openWaitingList = async (pool: Pool): Promise<WaitingList> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.waiting_message', 0)); ${TABLE} commit`,
  );
  return {
    put: async ({ firing, until }) => {
      await pool.query(
        `insert into waiting_message (firing_key, firing, until) values ($1, $2, $3)
         on conflict (firing_key) do update set until = greatest(waiting_message.until, excluded.until)`,
        [keyOf(firing), firing, until],
      );
    },
    due: async (now, limit) => {
      const { rows } = await pool.query<Waiting>(
        'select firing, until from waiting_message where until <= $1 order by until limit $2',
        [now, limit],
      );
      return rows;
    },
    remove: async ({ firing, until }) => {
      await pool.query('delete from waiting_message where firing_key = $1 and until = $2', [keyOf(firing), until]);
    },
  };
};
