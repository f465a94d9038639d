import { type AfterSendEvent, afterSendEvents, DeliveryReported, MessageClicked } from '@laurel/contracts';
import { BadEvent, type Decider } from '@laurel/kernel';
import { type Click } from './clicks.ts';
import { type OfMessage } from './message.decider.ts';

/** What was heard of a message after it was sent, each thing once: stream `after-<message>`. */
export type Heard = ReadonlySet<string>;

/** Its server, or the person's, said something. */
export interface Report {
  readonly type: 'Report';
  readonly of: OfMessage;
  readonly report: 'delivered' | 'delayed' | 'bounced' | 'complained';
  readonly status: string;
}
/** Its links were opened. */
export interface CountClicks {
  readonly type: 'CountClicks';
  readonly of: OfMessage;
  readonly clicks: readonly Click[];
}
export type AfterSendCommand = Report | CountClicks;

export const afterStream = (message: string): string => `after-${message}`;

const definitions = new Map<string, (typeof afterSendEvents)[number]>(afterSendEvents.map((one) => [one.type, one]));

export const afterSendDecider: Decider<Heard, AfterSendCommand, AfterSendEvent> = {
  initial: new Set(),

  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is not what is heard of a message`);
    return definition.read(stored);
  },

  evolve: (heard, event) => new Set([...heard, keyOf(event)]),

  decide: (heard, command) => eventsOf(command).filter((event) => !heard.has(keyOf(event))),
};

const eventsOf = (command: AfterSendCommand): readonly AfterSendEvent[] => {
  switch (command.type) {
    case 'Report':
      return [DeliveryReported.of({ ...command.of, report: command.report, status: command.status })];
    case 'CountClicks':
      return command.clicks.map((click) => MessageClicked.of({ ...command.of, ...click }));
  }
};

const keyOf = (event: AfterSendEvent): string => {
  switch (event.type) {
    case 'communications.DeliveryReported':
      return JSON.stringify([event.data.report, event.data.status]);
    case 'communications.MessageClicked':
      return JSON.stringify([event.data.link, event.data.by]);
  }
};
