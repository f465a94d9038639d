import { type Asker } from '@laurel/contracts';
import { type Subscription } from './subscription.ts';

/** A look at the figure of a threshold. */
export interface Look {
  readonly at: Date;
  readonly figure: number | null;
  /** Why there was no figure, where the question could not be answered. */
  readonly failure: string | null;
}

export interface KeptSubscription extends Subscription {
  readonly madeAt: Date;
  /** Id of the key. */
  readonly madeBy: string;
  /** What that key might see then: a report shows as much. */
  readonly sees: Asker['sees'];
  readonly endedAt: Date | null;
  /** null when it has ended. */
  readonly dueAt: Date | null;
  readonly lastLook: Look | null;
}

/** One that is to be looked at. */
export type DueSubscription = KeptSubscription & { readonly dueAt: Date };

/** Who gets what, and when somebody looks again: the timers are rows, so they outlive every process. */
export interface Subscriptions {
  add(subscription: KeptSubscription): Promise<void>;
  find(id: string): Promise<KeptSubscription | undefined>;
  /** Newest first. */
  list(of: {
    readonly savedQuestion: string | undefined;
    readonly to: string | undefined;
    readonly ended: boolean;
  }): Promise<readonly KeptSubscription[]>;
  /** True where there is one; one that has ended stays so. */
  end(id: string, at: Date): Promise<boolean>;
  /** The longest due first. */
  due(now: Date, limit: number): Promise<readonly DueSubscription[]>;
  /** Sets the timer, unless somebody else looked meanwhile or it has ended. */
  lookAgain(looked: DueSubscription, next: Date, look?: Look): Promise<void>;
}
