import { type StatusPlaces } from '@laurel/certification-domain';
import { randomInt } from 'node:crypto';
import { type Pool } from 'pg';

/** The least length of a bitstring status list: a place says nothing about whose it is. */
export const LIST_LENGTH = 131_072;
/** Then the next list is begun: a free place is found soon. */
const MOST_TAKEN = LIST_LENGTH / 2;

const TABLE = `
create table if not exists status_place (
  certificate uuid primary key,
  list text not null,
  index integer not null,
  unique (list, index)
);`;

export const openStatusPlaces = async (pool: Pool): Promise<StatusPlaces> => {
  await pool.query(`begin; select pg_advisory_xact_lock(hashtextextended('laurel.status_place', 0)); ${TABLE} commit`);
  return {
    take: async (certificate) => {
      for (;;) {
        const { rows: before } = await pool.query<{ list: string; index: number }>(
          'select list, index from status_place where certificate = $1',
          [certificate],
        );
        if (before[0]) return before[0];
        await pool.query(
          'insert into status_place (certificate, list, index) values ($1, $2, $3) on conflict do nothing',
          [certificate, await listWithRoom(pool), randomInt(LIST_LENGTH)],
        );
      }
    },
    lists: async () => {
      const { rows } = await pool.query<{ list: string }>('select distinct list from status_place order by list');
      return rows.map(({ list }) => list);
    },
  };
};

/** Lists are called 1, 2, 3 and so on; each is begun when half of the one before is taken. */
const listWithRoom = async (pool: Pool): Promise<string> => {
  const { rows } = await pool.query<{ taken: string }>('select count(*) as taken from status_place');
  return String(Math.floor(Number(rows[0]?.taken ?? 0) / MOST_TAKEN) + 1);
};
