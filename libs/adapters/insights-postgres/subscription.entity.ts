import { type Schedule, type Threshold } from '@laurel/contracts';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export interface SubscriptionRow {
  readonly id: string;
  readonly saved_question: string;
  readonly recipient: string;
  readonly schedule: Schedule | null;
  readonly threshold: Threshold | null;
  readonly made_at: Date;
  readonly made_by: string;
  readonly sees: 'everyone';
  readonly ended_at: Date | null;
  readonly due_at: Date | null;
  readonly looked_at: Date | null;
  readonly figure: number | null;
  readonly failure: string | null;
}

export const subscriptionEntity = new EntitySchema<SubscriptionRow>({
  name: 'subscription',
  columns: {
    id: { type: 'uuid', primary: true },
    saved_question: { type: 'uuid' },
    recipient: { type: 'text' },
    schedule: { type: 'json', nullable: true },
    threshold: { type: 'json', nullable: true },
    made_at: { type: 'timestamptz' },
    made_by: { type: 'text' },
    sees: { type: 'text' },
    ended_at: { type: 'timestamptz', nullable: true },
    due_at: { type: 'timestamptz', nullable: true },
    looked_at: { type: 'timestamptz', nullable: true },
    figure: { type: 'double precision', nullable: true },
    failure: { type: 'text', nullable: true },
  },
});

/** Only ids, times and figures are kept here: never an address. */
export class MakeSubscription1790000000001 implements MigrationInterface {
  readonly name = 'MakeSubscription1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table subscription (id uuid primary key, saved_question uuid not null references saved_question,
      recipient text not null, schedule json, threshold json, made_at timestamptz(3) not null, made_by text not null,
      sees text not null, ended_at timestamptz(3), due_at timestamptz(3), looked_at timestamptz(3), figure double precision,
      failure text, check ((schedule is null) <> (threshold is null)), check ((ended_at is null) <> (due_at is null)))`);
    await runner.query('create index subscription_due on subscription (due_at) where due_at is not null');
    await runner.query('create index subscription_of on subscription (saved_question)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table subscription');
  }
}
