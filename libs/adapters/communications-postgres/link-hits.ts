import { type Hit, type LinkHits } from '@laurel/communications-domain';
import { type Pool } from 'pg';

const TABLE = `
create table if not exists link_hit (
  id bigint generated always as identity primary key,
  message text not null,
  link text not null,
  at timestamptz(3) not null,
  method text not null,
  agent text
);
create index if not exists link_hit_message on link_hit (message, at);`;

const LONGEST_AGENT = 300;

export const openLinkHits = async (pool: Pool): Promise<LinkHits> => {
  await pool.query(`begin; select pg_advisory_xact_lock(hashtextextended('laurel.link_hit', 0)); ${TABLE} commit`);
  return {
    keep: async (message, { link, at, method, agent }) => {
      const name = agent?.slice(0, LONGEST_AGENT) ?? null;
      await pool.query('insert into link_hit (message, link, at, method, agent) values ($1, $2, $3, $4, $5)', [
        ...[message, link, at, method, name],
      ]);
    },
    settled: async (before, limit) => {
      const { rows } = await pool.query<{ message: string }>(
        'select message from link_hit group by message having max(at) < $1 order by max(at) limit $2',
        [before, limit],
      );
      return rows.map(({ message }) => message);
    },
    of: async (message) => {
      const { rows } = await pool.query<Omit<Hit, 'agent'> & { agent: string | null }>(
        'select link, at, method, agent from link_hit where message = $1 order by at, id',
        [message],
      );
      return rows.map(({ agent, ...hit }) => ({ ...hit, agent: agent ?? undefined }));
    },
    forget: async (message, through) => {
      await pool.query('delete from link_hit where message = $1 and at <= $2', [message, through]);
    },
  };
};
