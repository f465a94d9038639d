import { BadEvent, type Decider, defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';

/** Everything that sends stands still: stream `sending`. */
export const SendingStopped = defineEvent(
  'engagement.SendingStopped',
  1,
  z.strictObject({ by: z.string().min(1), why: z.string().min(1) }),
);
export const SendingAllowed = defineEvent('engagement.SendingAllowed', 1, z.strictObject({ by: z.string().min(1) }));
export type SendingEvent = EventOf<typeof SendingStopped> | EventOf<typeof SendingAllowed>;

export const SENDING = 'sending';

/** undefined: allowed. */
export type Stopped = { readonly by: string; readonly why: string } | undefined;

export type SendingCommand =
  | { readonly type: 'Stop'; readonly by: string; readonly why: string }
  | { readonly type: 'Allow'; readonly by: string };

/** Allowed until somebody stops it. */
export const sendingDecider: Decider<Stopped, SendingCommand, SendingEvent> = {
  initial: undefined,
  read: (stored) => {
    if (stored.type === SendingStopped.type) return SendingStopped.read(stored);
    if (stored.type === SendingAllowed.type) return SendingAllowed.read(stored);
    throw new BadEvent('event.type', `${stored.type} is no event of sending`);
  },
  evolve: (_, event) => (event.type === SendingStopped.type ? event.data : undefined),
  decide: (stopped, command) => {
    switch (command.type) {
      case 'Stop':
        return stopped ? [] : [SendingStopped.of({ by: command.by, why: command.why })];
      case 'Allow':
        return stopped ? [SendingAllowed.of({ by: command.by })] : [];
    }
  },
};
