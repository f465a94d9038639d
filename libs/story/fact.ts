import { type AnyLearningEvent, type LearningEventType } from '@laurel/contracts';

type DataOf<T extends LearningEventType> = Extract<AnyLearningEvent, { type: T }>['data'];

/** Something that happened in the story, before anybody told it. */
export interface Fact {
  readonly type: LearningEventType;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly data: AnyLearningEvent['data'];
  /** Tells apart facts that share type, subject and time. */
  readonly mark?: string;
}

/** Who or what, and when. */
export interface Occasion {
  readonly subject: string;
  readonly at: number;
  readonly mark?: string;
}

/** The compiler holds the story to the contracts: data must fit its type. */
export const fact = <T extends LearningEventType>(type: T, occasion: Occasion, data: DataOf<T>): Fact => ({
  type,
  ...occasion,
  data,
});
