import { type ListedPath, type PathList } from '@laurel/certification-domain';
import { catchUp, type DerivedTable, placeTable } from '@laurel/event-store-postgres';
import { type Pool } from 'pg';

const TABLES = `
create table if not exists programme_path (
  programme text collate "C" not null,
  learner text collate "C" not null,
  programme_version integer,
  completions integer not null,
  is_complete boolean not null,
  begun_at timestamptz(3),
  stream_position integer not null,
  primary key (programme, learner)
);
create index if not exists programme_path_learner on programme_path (learner);
${placeTable('programme_path_place')}`;

const BEGINS = "type in ('certification.PathBegun', 'certification.PathMoved')";
const ENDS = "type in ('certification.PathCompleted', 'certification.PathReopened')";

const PATHS: DerivedTable = {
  place: 'programme_path_place',
  types: ['PathBegun', 'PathMoved', 'PathCompleted', 'PathReopened'].map((type) => `certification.${type}`),
  takeIn: `
told as (
  select min(data ->> 'programme') as programme, min(data ->> 'learner') as learner,
    max(stream_position) as stream_position,
    (array_agg((data ->> 'programmeVersion')::int order by stream_position desc) filter (where ${BEGINS}))[1] as programme_version,
    max((data ->> 'number')::int) filter (where ${ENDS}) as completions,
    (array_agg(type = 'certification.PathCompleted' order by stream_position desc) filter (where ${ENDS}))[1] as is_complete,
    min((data ->> 'at')::timestamptz) filter (where type = 'certification.PathBegun') as begun_at
  from event group by stream_key
), taken as (
  insert into programme_path as old (programme, learner, programme_version, completions, is_complete, begun_at, stream_position)
  select programme, learner, programme_version, coalesce(completions, 0), coalesce(is_complete, false), begun_at, stream_position
  from told
  on conflict (programme, learner) do update set
    programme_version = coalesce(excluded.programme_version, old.programme_version),
    completions = greatest(excluded.completions, old.completions),
    is_complete = coalesce((select told.is_complete from told
      where (told.programme, told.learner) = (old.programme, old.learner)), old.is_complete),
    stream_position = excluded.stream_position
  where excluded.stream_position > old.stream_position
)`,
};

interface Row {
  readonly programme: string;
  readonly learner: string;
  readonly programme_version: number;
  readonly completions: number;
  readonly is_complete: boolean;
  readonly begun_at: Date;
}

/** Reads the event store's own table: they are one database. */
export const openPathList = async (pool: Pool): Promise<PathList> => {
  await pool.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('laurel.programme_path', 0)); ${TABLES} commit`,
  );
  const ask = async <R extends object>(sql: string, values: readonly unknown[]): Promise<readonly R[]> => {
    await catchUp(pool, PATHS);
    return (await pool.query<R>(sql, [...values])).rows;
  };
  return {
    page: async ({ programme, after, limit }) => {
      const rows = await ask<Row>(
        'select * from programme_path where programme = $1 and learner > $2 order by learner limit $3',
        [programme, after, limit],
      );
      return rows.map(listed);
    },
    ofLearner: async (learner) => {
      const rows = await ask<Row>('select * from programme_path where learner = $1 order by programme', [learner]);
      return rows.map(listed);
    },
    counts: async (programme) => {
      const [row] = await ask<{ readonly begun: number; readonly complete: number }>(
        `select count(*)::int as begun, (count(*) filter (where is_complete))::int as complete
         from programme_path where programme = $1`,
        [programme],
      );
      return row ?? { begun: 0, complete: 0 };
    },
  };
};

const listed = (row: Row): ListedPath => ({
  ...{ programme: row.programme, learner: row.learner, programmeVersion: row.programme_version },
  ...{ completions: row.completions, isComplete: row.is_complete, begunAt: row.begun_at },
});
