import { BodyRegistered, type RegisteredBody } from '@laurel/contracts';
import { type Decider, type EventOf, Refused } from '@laurel/kernel';

/** Oldest first: what was signed under an earlier id stays that body's. */
export type BodyState = readonly RegisteredBody[];

export interface RegisterBody {
  readonly type: 'Register';
  readonly body: RegisteredBody;
  /** Whether an id belongs to the house. */
  readonly isOwn: (id: string) => boolean;
}

export const bodyStream = (body: string): string => `body-${body}`;

/** Who may endorse, and by which id it signs. */
export const bodyDecider: Decider<BodyState, RegisterBody, EventOf<typeof BodyRegistered>> = {
  initial: [],
  read: (stored) => BodyRegistered.read(stored),
  evolve: (state, { data }) => [...state, data],
  decide: (state, { body, isOwn }) => {
    if (isOwn(body.signer)) {
      throw new Refused('body.own-key', `${body.signer} is the issuer itself: a body signs with a key of its own`);
    }
    const newest = state.at(-1);
    const isSame = newest?.name === body.name && newest.url === body.url && newest.signer === body.signer;
    return isSame ? [] : [BodyRegistered.of(body)];
  },
};

/** Under which ids the body is known, the earlier ones too. */
export const signersOf = (state: BodyState): ReadonlySet<string> => new Set(state.map(({ signer }) => signer));
