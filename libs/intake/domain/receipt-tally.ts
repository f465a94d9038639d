import { type Receipt } from '@laurel/contracts';

const DAY_MS = 86_400_000;

/** Counts records by source and day. Neighbours are mostly alike: then a record costs one comparison. */
export class ReceiptTally {
  private readonly counts = new Map<string, Map<number, number>>();
  private source: string | undefined;
  private days = new Map<number, number>();

  /** `occurredAt` in milliseconds since 1970. */
  add(source: string, occurredAt: number): void {
    if (source !== this.source) this.turnTo(source);
    const day = Math.floor(occurredAt / DAY_MS);
    this.days.set(day, (this.days.get(day) ?? 0) + 1);
  }

  all(): readonly Receipt[] {
    return [...this.counts].flatMap(([source, days]) => [...days].map(([day, records]) => ({ source, day, records })));
  }

  private turnTo(source: string): void {
    this.source = source;
    this.days = this.counts.get(source) ?? new Map<number, number>();
    this.counts.set(source, this.days);
  }
}
