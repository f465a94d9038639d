import { type ReadMailReport, type Recipients } from '@laurel/communications-domain';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';
import { type Metrics } from '@laurel/platform';
import { type CategoryBook } from '../category-book.ts';

/** What operators change the manners of messages with. */
export interface OperatorPorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly categories: CategoryBook;
  readonly recipients: Pick<Recipients, 'find'>;
  readonly digestOf: (address: string) => string;
  readonly readMailReport: ReadMailReport;
  readonly metrics: Pick<Metrics, 'messages'>;
  readonly clock: Clock;
}
export const OPERATOR_PORTS = Symbol('OperatorPorts');
