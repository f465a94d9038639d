import { DataSource } from 'typeorm';
import { MakeSavedQuestions1790000000000, savedQuestionEntity, savedVersionEntity } from './saved-question.entity.ts';
import { MakeSubscription1790000000001, subscriptionEntity } from './subscription.entity.ts';

/** Migrations run at the start, one process at a time. */
export const openSource = async (url: string): Promise<DataSource> => {
  const source = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 4,
    entities: [savedQuestionEntity, savedVersionEntity, subscriptionEntity],
    migrations: [MakeSavedQuestions1790000000000, MakeSubscription1790000000001],
    migrationsTableName: 'insights_migrations',
    logging: false,
  }).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query(`select pg_advisory_lock(hashtextextended('laurel.insights', 0))`);
    await source.runMigrations();
    await runner.query(`select pg_advisory_unlock(hashtextextended('laurel.insights', 0))`);
  } finally {
    await runner.release();
  }
  return source;
};
