import {
  EndorsementClosed,
  type EndorsementEvent,
  endorsementEvents,
  EndorsementInvited,
  EndorsementReceived,
  EndorsementRefused,
  EndorsementStatusSeen,
  EndorsementVerified,
  type InvitedEndorsement,
} from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';
import { type EndorsementVerdict, type JudgedEndorsement } from './judge-endorsement.ts';

export type StatusSeen = 'in-force' | 'suspended' | 'withdrawn';

export interface EndorsementState {
  /** undefined: nobody was invited. */
  readonly invited: InvitedEndorsement | undefined;
  /** The one that was found good last, or came last before any was. */
  readonly document: string | undefined;
  readonly receivedAt: string | undefined;
  /** undefined: it could not be looked at yet, or none came. */
  readonly verifiedAt: string | undefined;
  readonly status: StatusSeen;
  /** When that status was first seen. */
  readonly statusSince: string | undefined;
  readonly refusals: number;
  readonly closed: boolean;
}

export type EndorsementCommand =
  | { readonly type: 'Invite'; readonly invitation: InvitedEndorsement }
  /** A document came back; `judged` is what it was found to be just now. */
  | {
      readonly type: 'Receive';
      readonly document: string;
      readonly signer: string | undefined;
      readonly judged: JudgedEndorsement;
      readonly now: Date;
    }
  /** What is kept was looked at again. */
  | {
      readonly type: 'Look';
      readonly verdict: EndorsementVerdict;
      readonly signer: string | undefined;
      readonly now: Date;
    }
  | { readonly type: 'Close'; readonly why: string; readonly by: string };

export const endorsementStream = (endorsement: string): string => `endorsement-${endorsement}`;

/** Whoever finds the address may send documents: the history must not grow without end. */
const MOST_REFUSALS = 20;

export const noEndorsement: EndorsementState = {
  ...{ invited: undefined, document: undefined, receivedAt: undefined, verifiedAt: undefined },
  ...{ status: 'in-force', statusSince: undefined, refusals: 0, closed: false },
};

export const endorsementDecider: Decider<EndorsementState, EndorsementCommand, EndorsementEvent> = {
  initial: noEndorsement,
  read: (stored) => {
    const definition = endorsementEvents.find(({ type }) => type === stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no decision about an endorsement`);
    return definition.read(stored);
  },
  evolve: (state, event) => evolve(state, event),
  decide: (state, command) => {
    if (command.type === 'Invite') return state.invited ? [] : [EndorsementInvited.of(command.invitation)];
    if (!state.invited) throw new Refused('endorsement.missing', 'Nobody was invited to this endorsement');
    const { endorsement } = state.invited;
    switch (command.type) {
      case 'Receive':
        return receive(state, endorsement, command);
      case 'Look':
        return look(state, endorsement, command);
      case 'Close':
        return state.closed ? [] : [EndorsementClosed.of({ endorsement, why: command.why, by: command.by })];
    }
  },
};

const evolve = (state: EndorsementState, event: EndorsementEvent): EndorsementState => {
  switch (event.type) {
    case 'certification.EndorsementInvited':
      return { ...state, invited: event.data };
    case 'certification.EndorsementReceived': {
      const { document, receivedAt } = event.data;
      return { ...state, document, receivedAt, verifiedAt: undefined, status: 'in-force', statusSince: undefined };
    }
    case 'certification.EndorsementVerified':
      return { ...state, verifiedAt: event.data.verifiedAt };
    case 'certification.EndorsementRefused':
      return { ...state, refusals: state.refusals + 1 };
    case 'certification.EndorsementStatusSeen':
      return { ...state, status: event.data.status, statusSince: event.data.seenAt };
    case 'certification.EndorsementClosed':
      return { ...state, closed: true };
  }
};

type Receive = Extract<EndorsementCommand, { type: 'Receive' }>;

const receive = (state: EndorsementState, endorsement: string, command: Receive): readonly EndorsementEvent[] => {
  const { document, signer, judged, now } = command;
  if (state.closed) throw new Refused('endorsement.closed', 'This endorsement is asked for no longer');
  if (document === state.document) return [];
  const at = now.toISOString();
  const received = EndorsementReceived.of({ endorsement, document, receivedAt: at });
  if (isGood(judged.verdict) && signer !== undefined) {
    return [received, EndorsementVerified.of({ endorsement, signer, verifiedAt: at })];
  }
  // It may be good: the next look says so. What was found good already is not given up for it.
  if (judged.verdict === 'unknown' && state.verifiedAt === undefined) return [received];
  return refuse(state, endorsement, command);
};

const refuse = ({ refusals }: EndorsementState, endorsement: string, { judged, now }: Receive) => {
  if (refusals >= MOST_REFUSALS) {
    throw new Refused('endorsement.refused-often', 'Too many documents were refused here: ask for a new invitation');
  }
  const because = judged.because.length > 0 ? [...judged.because] : [`It is ${judged.verdict}.`];
  return [EndorsementRefused.of({ endorsement, because, refusedAt: now.toISOString() })];
};

/** It begins later: the signature is the body's all the same. */
const isGood = (verdict: EndorsementVerdict): boolean => verdict === 'valid' || verdict === 'not-yet-valid';

type Look = Extract<EndorsementCommand, { type: 'Look' }>;

const STATUS: Readonly<Partial<Record<EndorsementVerdict, StatusSeen>>> = {
  valid: 'in-force',
  suspended: 'suspended',
  withdrawn: 'withdrawn',
};

/** Only what is another than before is written down; a look that saw nothing says nothing. */
const look = (state: EndorsementState, endorsement: string, command: Look): readonly EndorsementEvent[] => {
  if (state.document === undefined || state.closed) return [];
  const { verdict, signer, now } = command;
  const at = now.toISOString();
  const isNews = state.verifiedAt === undefined && isGood(verdict) && signer !== undefined;
  return [
    ...(isNews ? [EndorsementVerified.of({ endorsement, signer, verifiedAt: at })] : []),
    ...changeOf(state, endorsement, { status: STATUS[verdict], at }),
  ];
};

const changeOf = (
  state: EndorsementState,
  endorsement: string,
  { status, at }: { readonly status: StatusSeen | undefined; readonly at: string },
): readonly EndorsementEvent[] =>
  status === undefined || status === state.status
    ? []
    : [EndorsementStatusSeen.of({ endorsement, status, seenAt: at })];
