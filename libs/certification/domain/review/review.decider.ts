import { programmeId } from '@laurel/contracts';
import { BadEvent, type Decider, defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';

/** A look at everybody who may have done what a programme asks: stream `review-<review>`. About no learner, so it stays here. */
const ofReview = { review: z.uuid(), programme: programmeId };

export const ReviewOrdered = defineEvent(
  'certification.ReviewOrdered',
  1,
  z.strictObject({
    ...ofReview,
    by: z.string().min(1),
    /** How many there were to look at when it was ordered. */
    people: z.int().nonnegative(),
  }),
);
/** Appended together with what was decided about these people: whatever ends the process, nobody is passed over. */
export const ReviewWentOn = defineEvent(
  'certification.ReviewWentOn',
  1,
  z.strictObject({
    ...ofReview,
    /** The last learner that was looked at. */
    through: z.string().min(1),
    looked: z.int().positive(),
    completed: z.int().nonnegative(),
  }),
);
export const ReviewEnded = defineEvent('certification.ReviewEnded', 1, z.strictObject(ofReview));

export const reviewEvents = [ReviewOrdered, ReviewWentOn, ReviewEnded] as const;
export type ReviewEvent = EventOf<(typeof reviewEvents)[number]>;

export interface OrderReview {
  readonly type: 'Order';
  readonly review: string;
  readonly programme: string;
  readonly by: string;
  readonly people: number;
}
/** Everybody behind `from` up to and with `through` was looked at. */
export interface GoOnReview {
  readonly type: 'GoOn';
  readonly from: string;
  readonly through: string;
  readonly looked: number;
  readonly completed: number;
}
export interface EndReview {
  readonly type: 'End';
}
export type ReviewCommand = OrderReview | GoOnReview | EndReview;

export type ReviewState =
  | { readonly is: 'none' }
  | {
      readonly is: 'running' | 'ended';
      readonly review: string;
      readonly programme: string;
      readonly people: number;
      /** '' at the beginning. */
      readonly through: string;
      readonly looked: number;
      readonly completed: number;
    };
export type KnownReview = Exclude<ReviewState, { readonly is: 'none' }>;

const definitions = new Map<string, (typeof reviewEvents)[number]>(reviewEvents.map((one) => [one.type, one]));

export const reviewDecider: Decider<ReviewState, ReviewCommand, ReviewEvent> = {
  initial: { is: 'none' },
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a review`);
    return definition.read(stored);
  },
  evolve: (state, event) => {
    if (event.type === 'certification.ReviewOrdered') {
      const { review, programme, people } = event.data;
      return { is: 'running', review, programme, people, through: '', looked: 0, completed: 0 };
    }
    if (state.is === 'none') return state;
    if (event.type === 'certification.ReviewEnded') return { ...state, is: 'ended' };
    const { through, looked, completed } = event.data;
    return { ...state, through, looked: state.looked + looked, completed: state.completed + completed };
  },
  decide: (state, command) => {
    if (command.type === 'Order') {
      const { review, programme, by, people } = command;
      return state.is === 'none' ? [ReviewOrdered.of({ review, programme, by, people })] : [];
    }
    if (state.is !== 'running') return [];
    const { review, programme } = state;
    if (command.type === 'End') return [ReviewEnded.of({ review, programme })];
    const { from, through, looked, completed } = command;
    return from === state.through ? [ReviewWentOn.of({ review, programme, through, looked, completed })] : [];
  },
};
