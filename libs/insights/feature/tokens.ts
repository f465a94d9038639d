import { type Clock, type NewId } from '@laurel/kernel';

export const WAREHOUSE = Symbol('Warehouse');
export const QUESTION_SECONDS = Symbol('question seconds');
export const SAVED_QUESTIONS = Symbol('SavedQuestions');
export const SUBSCRIPTIONS = Symbol('Subscriptions');
export const RENDER_REPORT = Symbol('RenderReport');
export const MAKING = Symbol('Making');
export const DELIVERY = Symbol('Delivery');

/** What is needed to make something new: when, under which id, and where people find it. */
export interface Making {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly publicUrl: string;
}
