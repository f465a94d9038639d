import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export interface AbsenceRow {
  readonly learner: string;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly kind: string;
}

export const absenceEntity = new EntitySchema<AbsenceRow>({
  name: 'absence',
  columns: {
    learner: { type: 'text', primary: true },
    from_at: { type: 'timestamptz', primary: true },
    until_at: { type: 'timestamptz' },
    kind: { type: 'text' },
  },
});

export class MakeAbsence1795593600001 implements MigrationInterface {
  readonly name = 'MakeAbsence1795593600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table absence (learner text collate "C" not null, from_at timestamptz(3) not null,
      until_at timestamptz(3) not null, kind text not null, primary key (learner, from_at), check (from_at < until_at))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table absence');
  }
}
