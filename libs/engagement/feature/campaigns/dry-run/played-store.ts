import {
  type Cause,
  Conflict,
  type DomainEvent,
  type EventSearch,
  type EventStore,
  type FoundEvent,
  type RecordedEvent,
  type StreamAppend,
} from '@laurel/kernel';
import { type ClockAt } from './play-campaign.ts';

/** Keeps what a dry run decides, in memory and for itself, dated by its own clock. */
export class PlayedStore implements EventStore, EventSearch {
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly all: RecordedEvent[] = [];

  constructor(private readonly clock: ClockAt) {}

  events(): readonly RecordedEvent[] {
    return this.all;
  }

  read(stream: string): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.streams.get(stream) ?? []);
  }

  readMany(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    return Promise.resolve(
      new Map(
        streams.flatMap((stream) => {
          const events = this.streams.get(stream);
          return events ? [[stream, events] as const] : [];
        }),
      ),
    );
  }

  append(stream: string, expected: number, events: readonly DomainEvent[], cause: Cause) {
    return this.appendMany([{ stream, expected, events }], cause);
  }

  appendMany(appends: readonly StreamAppend[], cause: Cause): Promise<readonly RecordedEvent[]> {
    const wrong = appends.find(({ stream, expected }) => (this.streams.get(stream)?.length ?? 0) !== expected);
    if (wrong) return Promise.reject(new Conflict(wrong.stream));
    const recorded = appends.flatMap(({ stream, expected, events }) =>
      events.map((event, n) => ({
        ...{ ...event, stream, streamPosition: expected + n, cause },
        ...{ id: `${stream}/${expected + n}`, recordedAt: this.clock.now() },
      })),
    );
    for (const event of recorded) {
      const events = this.streams.get(event.stream) ?? [];
      this.streams.set(event.stream, events);
      events.push(event);
      this.all.push(event);
    }
    return Promise.resolve(recorded);
  }

  existing(streams: readonly string[]): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(streams.filter((stream) => this.streams.has(stream))));
  }

  /** Nothing that a campaign does by itself searches: what was decided is played once. */
  find(): Promise<readonly FoundEvent[]> {
    return Promise.resolve([]);
  }

  subscribe(): never {
    throw new Error('nobody subscribes to a dry run');
  }

  lag(): Promise<number> {
    return Promise.resolve(0);
  }
}
