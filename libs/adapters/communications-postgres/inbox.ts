import { type Inbox, type KeptEntry } from '@laurel/communications-domain';
import { createHash } from 'node:crypto';
import { type Pool } from 'pg';

const TABLE = `
create table if not exists inbox_message (
  learner_key bytea not null,
  message text not null,
  learner text not null,
  subject text not null,
  text text not null,
  html text not null,
  arrived_at timestamptz(3) not null,
  read_at timestamptz(3),
  primary key (learner_key, message)
);
create index if not exists inbox_message_newest on inbox_message (learner_key, arrived_at desc, message);`;

/** A learner's id may be longer than an index entry. */
const keyOf = (learner: string): Buffer => createHash('sha256').update(learner).digest();

interface Row {
  readonly message: string;
  readonly learner: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly arrived_at: Date;
  readonly read_at: Date | null;
}

export const openInbox = async (pool: Pool): Promise<Inbox> => {
  await pool.query(`begin; select pg_advisory_xact_lock(hashtextextended('laurel.inbox_message', 0)); ${TABLE} commit`);
  return {
    put: async ({ learner, message, subject, text, html, arrivedAt }) => {
      await pool.query(
        `insert into inbox_message (learner_key, message, learner, subject, text, html, arrived_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [keyOf(learner), message, learner, subject, text, html, arrivedAt],
      );
    },
    list: async (learner, { skip, limit }) => {
      const [{ rows }, counted] = await Promise.all([
        pool.query<Row>(
          `select message, learner, subject, text, html, arrived_at, read_at from inbox_message
           where learner_key = $1 order by arrived_at desc, message offset $2 limit $3`,
          [keyOf(learner), skip, limit],
        ),
        pool.query<{ total: number; unread: number }>(
          `select count(*)::int as total, (count(*) - count(read_at))::int as unread
           from inbox_message where learner_key = $1`,
          [keyOf(learner)],
        ),
      ]);
      return { entries: rows.map(entryOf), total: counted.rows[0]?.total ?? 0, unread: counted.rows[0]?.unread ?? 0 };
    },
    markRead: async (learner, message, at) => {
      const { rowCount } = await pool.query(
        'update inbox_message set read_at = coalesce(read_at, $3) where learner_key = $1 and message = $2',
        [keyOf(learner), message, at],
      );
      return rowCount === 1;
    },
  };
};

const entryOf = ({ arrived_at, read_at, ...row }: Row): KeptEntry => ({
  ...row,
  arrivedAt: arrived_at,
  readAt: read_at ?? undefined,
});
