import { type EndorsementLook, type EndorsementLooks } from '@laurel/certification-domain';
import { type Pool } from 'pg';

const TABLE = `
create table if not exists endorsement_look (
  endorsement uuid primary key,
  looked_at timestamptz(3) not null,
  reached_at timestamptz(3),
  unreachable_since timestamptz(3)
);`;

interface Row {
  readonly endorsement: string;
  readonly looked_at: Date;
  readonly reached_at: Date | null;
  readonly unreachable_since: Date | null;
}

export const openEndorsementLooks = async (pool: Pool): Promise<EndorsementLooks> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.endorsement_look', 0)); ${TABLE} commit`,
  );
  return {
    find: async (endorsement) => {
      const { rows } = await pool.query<Row>('select * from endorsement_look where endorsement::text = $1', [
        endorsement,
      ]);
      return rows[0] && lookOf(rows[0]);
    },
    keep: async ({ endorsement, lookedAt, reachedAt, unreachableSince }) => {
      // Of two looks at a time the later one stands.
      await pool.query(
        `insert into endorsement_look (endorsement, looked_at, reached_at, unreachable_since) values ($1, $2, $3, $4)
         on conflict (endorsement) do update
         set (looked_at, reached_at, unreachable_since) = (excluded.looked_at, excluded.reached_at, excluded.unreachable_since)
         where endorsement_look.looked_at <= excluded.looked_at`,
        [endorsement, lookedAt, reachedAt, unreachableSince],
      );
    },
  };
};

const lookOf = (row: Row): EndorsementLook => ({
  endorsement: row.endorsement,
  lookedAt: row.looked_at,
  reachedAt: row.reached_at,
  unreachableSince: row.unreachable_since,
});
