import {
  type DueSubscription,
  type KeptSubscription,
  type Look,
  type Subscriptions,
  type When,
} from '@laurel/insights-domain';
import { type DataSource, type EntityManager, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { subscriptionEntity, type SubscriptionRow } from './subscription.entity.ts';

export const subscriptionsIn = ({ manager }: DataSource): Subscriptions => ({
  add: async (subscription) => {
    await manager.insert(subscriptionEntity, { ...rowOf(subscription) });
  },
  find: async (id) => {
    const row = await manager.findOneBy(subscriptionEntity, { id });
    return row ? subscriptionOf(row) : undefined;
  },
  list: async ({ savedQuestion, to, ended }) => {
    const rows = await manager.find(subscriptionEntity, {
      where: {
        ended_at: ended ? Not(IsNull()) : IsNull(),
        ...(savedQuestion === undefined ? {} : { saved_question: savedQuestion }),
        ...(to === undefined ? {} : { recipient: to }),
      },
      order: { id: 'DESC' },
    });
    return rows.map(subscriptionOf);
  },
  end: async (id, at) => {
    await manager.update(subscriptionEntity, { id, ended_at: IsNull() }, { ended_at: at, due_at: null });
    return manager.existsBy(subscriptionEntity, { id });
  },
  due: async (now, limit) => {
    const rows = await manager.find(subscriptionEntity, {
      where: { due_at: LessThanOrEqual(now) },
      order: { due_at: 'ASC' },
      take: limit,
    });
    return rows.map(subscriptionOf).filter(isDue);
  },
  lookAgain: async ({ id, dueAt }, next, look) => {
    await manager.update(subscriptionEntity, { id, due_at: dueAt }, { due_at: next, ...(look ? rowOfLook(look) : {}) });
  },
});

/** In the transaction that archives the question. */
export const endAllOf = async (all: EntityManager, savedQuestion: string, at: Date): Promise<void> => {
  const running = { saved_question: savedQuestion, ended_at: IsNull() };
  await all.update(subscriptionEntity, running, { ended_at: at, due_at: null });
};

const isDue = (one: KeptSubscription): one is DueSubscription => one.dueAt !== null;

const rowOfLook = ({ at, figure, failure }: Look) => ({ looked_at: at, figure, failure });

const rowOf = (one: KeptSubscription): SubscriptionRow => ({
  ...{ id: one.id, saved_question: one.savedQuestion, recipient: one.to },
  schedule: one.when.by === 'schedule' ? one.when.schedule : null,
  threshold: one.when.by === 'threshold' ? one.when.threshold : null,
  ...{ made_at: one.madeAt, made_by: one.madeBy, sees: one.sees, ended_at: one.endedAt, due_at: one.dueAt },
  ...(one.lastLook ? rowOfLook(one.lastLook) : { looked_at: null, figure: null, failure: null }),
});

const subscriptionOf = (row: SubscriptionRow): KeptSubscription => ({
  ...{ id: row.id, savedQuestion: row.saved_question, to: row.recipient, when: whenOf(row) },
  ...{ madeAt: row.made_at, madeBy: row.made_by, sees: row.sees, endedAt: row.ended_at, dueAt: row.due_at },
  lastLook: row.looked_at ? { at: row.looked_at, figure: row.figure, failure: row.failure } : null,
});

const whenOf = ({ id, schedule, threshold }: SubscriptionRow): When => {
  if (schedule) return { by: 'schedule', schedule };
  if (threshold) return { by: 'threshold', threshold };
  throw new Error(`subscription ${id} has neither a schedule nor a threshold`);
};
