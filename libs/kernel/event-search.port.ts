import { type RecordedEvent } from './event-store.port.ts';

export interface Search {
  readonly types: readonly string[];
  /** Fields of `data` that must be equal; none for all. */
  readonly about: Readonly<Record<string, string>>;
  /** Only these learners. */
  readonly learners?: readonly string[];
  /** Only learners behind `after`, in the order of bytes, up to and with `through` (null: all of them). */
  readonly between?: { readonly after: string; readonly through: string | null };
  /** Only what was appended before this place. */
  readonly before?: string;
  readonly limit: number;
}

export interface FoundEvent extends RecordedEvent {
  /** Place among all events, for `before`. */
  readonly place: string;
}

/** Looks decisions up by what they are about. Answers from what is committed: a decision is found as soon as it is durable. */
export interface EventSearch {
  /** Newest first. */
  find(search: Search): Promise<readonly FoundEvent[]>;
  /** Which of these streams have an event. */
  existing(streams: readonly string[]): Promise<ReadonlySet<string>>;
}

const PAGE = 1_000;

/** Everything that is found, newest first, however much that is: a page at a time. */
export async function* findAll(
  search: Pick<EventSearch, 'find'>,
  asked: Omit<Search, 'before' | 'limit'>,
): AsyncGenerator<FoundEvent> {
  for (let before: string | undefined; ;) {
    const page: readonly FoundEvent[] = await search.find({
      ...asked,
      ...(before === undefined ? {} : { before }),
      limit: PAGE,
    });
    yield* page;
    before = page.at(-1)?.place;
    if (page.length < PAGE || before === undefined) return;
  }
}
