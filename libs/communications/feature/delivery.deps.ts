import { type EngagementGate, type WriteCertificateNotice, type WriteReport } from '@laurel/contracts';
import {
  type Categories,
  type ComposeMessage,
  type HolidaysOf,
  type LinkHits,
  type Manners,
  type Recipients,
  type Sign,
  type WaitingList,
} from '@laurel/communications-domain';
import { type Clock, type EventLog, type EventSearch, type EventStore } from '@laurel/kernel';
import { type Logger, type Metrics } from '@laurel/platform';
import { type Channels } from './channels.ts';
import { type TeamPorts } from './manager-reports/team-ports.ts';

/** What the manners of a message are judged with. */
export interface CourtesyPorts {
  readonly store: Pick<EventStore, 'read' | 'append' | 'appendMany'>;
  readonly search: EventSearch;
  readonly recipients: Recipients;
  readonly categories: Categories;
  readonly holidaysOf: HolidaysOf;
  /** Names an address where it must not be read: the same for the same address, whatever its case. */
  readonly digestOf: (address: string) => string;
  readonly gate: EngagementGate;
  readonly manners: Manners;
  readonly clock: Clock;
}

/** What the road of a message needs. */
export interface DeliveryDeps extends CourtesyPorts, Channels {
  readonly store: EventStore;
  readonly waiting: WaitingList;
  /** Resolves while the mail server can be reached; throws ChannelAway, so that the event waits where it is, in the event store. */
  readonly channelOpens: () => Promise<void>;
  readonly writeReport: WriteReport;
  readonly teams: TeamPorts;
  readonly writeCertificateNotice: WriteCertificateNotice;
  /** Where what people answer becomes a fact. */
  readonly facts: Pick<EventLog, 'append'>;
  readonly hits: LinkHits;
  readonly compose: ComposeMessage;
  readonly sign: Sign;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'messages'>;
  /** Named in every mail. */
  readonly publicUrl: string;
}
