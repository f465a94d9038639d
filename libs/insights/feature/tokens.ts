import { type Clock, type NewId } from '@laurel/kernel';
import { type Questions } from './answering.ts';

export const WAREHOUSE = Symbol('Warehouse');
export const SAVED_QUESTIONS = Symbol('SavedQuestions');
export const SUBSCRIPTIONS = Symbol('Subscriptions');
export const RENDER_REPORT = Symbol('RenderReport');
export const MAKING = Symbol('Making');
export const DELIVERY = Symbol('Delivery');

/** What is needed to make something new: when, under which id, where people find it, and what may be asked. */
export interface Making {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly publicUrl: string;
  readonly questions: Questions;
}
export const ANSWERING = Symbol('questions that are answered');
export const QUESTION_LIMITS = Symbol('question limits');
export const FACT_TRAIL = Symbol('FactTrail');
