import { type Absence, type AvailabilityFact, turnsOf } from '@laurel/people-domain';
import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';

/** What facts say of absences, and what is not told yet. A row that is taken back leaves when that is told too. */
export class MakeAvailabilityFact1795593600002 implements MigrationInterface {
  readonly name = 'MakeAvailabilityFact1795593600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table availability_fact (id uuid primary key, learner text collate "C" not null,
      at timestamptz(3) not null, value text not null, taken_back boolean not null default false,
      told boolean not null default false)`);
    await runner.query('create index availability_fact_learner on availability_fact (learner)');
    await runner.query('create index availability_fact_untold on availability_fact (id) where not told');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table availability_fact');
  }
}

/** In the transaction that keeps the absences: what they change of the facts waits to be told, also if nobody lives to tell it. */
export const keepFacts = async (
  manager: EntityManager,
  all: ReadonlyMap<string, readonly Absence[]>,
): Promise<void> => {
  const turns = [...all].flatMap(([learner, absences]) =>
    turnsOf(absences).map(({ at, value }) => ({ id: randomUUID(), learner, at: at.toISOString(), value })),
  );
  const given = [[...all.keys()], JSON.stringify(turns)];
  await manager.query(
    `update availability_fact old set taken_back = true, told = false
     where learner = any($1) and not taken_back and not exists (
       select from jsonb_to_recordset($2) as turn(learner text, at timestamptz, value text)
       where turn.learner = old.learner and turn.at = old.at and turn.value = old.value)`,
    given,
  );
  await manager.query(
    `insert into availability_fact (id, learner, at, value)
     select id, learner, at, value from jsonb_to_recordset($1) as turn(id uuid, learner text, at timestamptz, value text)
     where not exists (
       select from availability_fact old
       where not old.taken_back and old.learner = turn.learner and old.at = turn.at and old.value = turn.value)`,
    [JSON.stringify(turns)],
  );
};

const AT_ONCE = 500;

export const untoldFacts = (source: DataSource): Promise<readonly AvailabilityFact[]> =>
  source.query(
    `select id, learner, at, value, taken_back as "takenBack" from availability_fact where not told order by id limit $1`,
    [AT_ONCE],
  );

/** A row that was taken back meanwhile stays untold: that is still to be said. */
export const noteTold = async (source: DataSource, facts: readonly AvailabilityFact[]): Promise<void> => {
  const ids = (takenBack: boolean) => facts.filter((one) => one.takenBack === takenBack).map(({ id }) => id);
  await source.query('update availability_fact set told = true where id = any($1) and not taken_back', [ids(false)]);
  await source.query('delete from availability_fact where id = any($1) and taken_back', [ids(true)]);
};
