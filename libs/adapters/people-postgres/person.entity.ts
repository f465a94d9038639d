import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export interface PersonRow {
  readonly learner: string;
  readonly name: string;
  readonly email: string;
  readonly time_zone: string | null;
  readonly language: string | null;
  readonly calendar: string | null;
}

export const personEntity = new EntitySchema<PersonRow>({
  name: 'person',
  columns: {
    learner: { type: 'text', primary: true },
    name: { type: 'text' },
    email: { type: 'text' },
    time_zone: { type: 'text', nullable: true },
    language: { type: 'text', nullable: true },
    calendar: { type: 'text', nullable: true },
  },
});

/** The number at the end of the name orders migrations: one that was released is never changed. */
export class MakePerson1790000000000 implements MigrationInterface {
  readonly name = 'MakePerson1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    // Byte order: pages go by the learner's id, whatever locale the database has.
    await runner.query(`create table person (learner text collate "C" primary key, name text not null,
      email text not null, time_zone text, language text)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table person');
  }
}

export class AddCalendar1795593600000 implements MigrationInterface {
  readonly name = 'AddCalendar1795593600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person add column calendar text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person drop column calendar');
  }
}
