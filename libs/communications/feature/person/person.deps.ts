import { type Categories, type LinkHits, type Sign } from '@laurel/communications-domain';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';

/** What the pages need that people reach from a message. */
export interface PersonPorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly categories: Categories;
  readonly sign: Sign;
  readonly hits: LinkHits;
  readonly clock: Clock;
  readonly publicUrl: string;
}
export const PERSON_PORTS = Symbol('PersonPorts');
