import { type SavedQuestions, type Subscriptions } from '@laurel/insights-domain';
import { openSource } from './open-source.ts';
import { savedQuestionsIn } from './saved-questions.ts';
import { subscriptionsIn } from './subscriptions.ts';

export interface PostgresInsights {
  readonly savedQuestions: SavedQuestions;
  readonly subscriptions: Subscriptions;
  close(): Promise<void>;
}

/** Saved questions and subscriptions, in PostgreSQL through TypeORM. */
export const openInsights = async (url: string): Promise<PostgresInsights> => {
  const source = await openSource(url);
  return {
    savedQuestions: savedQuestionsIn(source),
    subscriptions: subscriptionsIn(source),
    close: () => source.destroy(),
  };
};
