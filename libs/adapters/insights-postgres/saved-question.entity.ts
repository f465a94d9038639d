import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export interface SavedQuestionRow {
  readonly id: string;
  readonly latest: number;
  readonly archived_at: Date | null;
}

export interface SavedVersionRow {
  readonly saved_question: string;
  readonly version: number;
  readonly name: string;
  readonly question: string;
  readonly body: object;
  readonly description: string | null;
  readonly saved_at: Date;
  readonly saved_by: string;
}

export const savedQuestionEntity = new EntitySchema<SavedQuestionRow>({
  name: 'saved_question',
  columns: {
    id: { type: 'uuid', primary: true },
    latest: { type: 'integer' },
    archived_at: { type: 'timestamptz', nullable: true },
  },
});

export const savedVersionEntity = new EntitySchema<SavedVersionRow>({
  name: 'saved_question_version',
  columns: {
    saved_question: { type: 'uuid', primary: true },
    version: { type: 'integer', primary: true },
    name: { type: 'text' },
    question: { type: 'text' },
    body: { type: 'json' },
    description: { type: 'text', nullable: true },
    saved_at: { type: 'timestamptz' },
    saved_by: { type: 'text' },
  },
});

/** The number at the end of the name orders migrations: one that was released is never changed. */
export class MakeSavedQuestions1790000000000 implements MigrationInterface {
  readonly name = 'MakeSavedQuestions1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table saved_question (id uuid primary key, latest integer not null,
      archived_at timestamptz(3))`);
    // json, not jsonb: a question comes back with its fields in the order in which somebody wrote them.
    await runner.query(`create table saved_question_version (saved_question uuid references saved_question, version integer,
      name text not null, question text not null, body json not null, description text, saved_at timestamptz(3) not null,
      saved_by text not null, primary key (saved_question, version))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table saved_question_version');
    await runner.query('drop table saved_question');
  }
}
