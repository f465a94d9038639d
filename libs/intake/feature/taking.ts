import {
  type DeadLetters,
  type IntakeAnswer,
  type ItemVerdict,
  LEARNING_EVENTS,
  MAX_LISTED_ITEMS,
  type NewDeadLetter,
  type Receipts,
} from '@laurel/contracts';
import { letterOf, type ReadItem, readItem, readQuickly, ReceiptTally, type Telling } from '@laurel/intake-domain';
import { BadEvent, type Clock, type EventLog, type LogMessage } from '@laurel/kernel';
import { type Metrics } from '@laurel/platform';

export interface IntakePorts {
  readonly log: EventLog;
  readonly deadLetters: DeadLetters;
  readonly receipts: Receipts;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'intakeItems' | 'deadLetters'>;
}

export interface TakingOptions {
  readonly mayBackfill: boolean;
  readonly listsAll: boolean;
}

/** Items in the order they came, read: what goes to the log, what to the dead letters, and what the answer says. */
export interface ReadChunk {
  readonly items: number;
  readonly messages: readonly LogMessage[];
  readonly letters: readonly NewDeadLetter[];
  readonly receipts: ReceiptTally;
  readonly verdicts: readonly ItemVerdict[];
}

/** Enough to keep the log busy while the next chunk is read; a faster sender waits. */
const MOST_ON_THEIR_WAY = 4;

interface OnItsWay {
  readonly chunk: ReadChunk;
  readonly durable: Promise<unknown>;
}

/**
 * The events of one request on their way into the log. Chunks become durable several at a time and are counted in their
 * order, so that it is known at any time up to which item everything is durable.
 */
export class Taking {
  private accepted = 0;
  private rejected = 0;
  private readonly items: ItemVerdict[] = [];
  private itemsLeftOut = 0;
  private told = 0;
  private durableThrough = -1;
  private hasGap = false;
  private readonly onTheirWay: OnItsWay[] = [];

  constructor(
    private readonly ports: IntakePorts,
    private readonly options: TakingOptions,
  ) {}

  /** Reads the next items of the request. Nothing is taken yet. */
  read(items: readonly Uint8Array[]): ReadChunk {
    const chunk = readChunk(items, { ...this.options, now: this.ports.clock.now(), first: this.told });
    this.told += items.length;
    return chunk;
  }

  /** Starts to make a chunk durable, and waits while too many are on their way. Throws what the log throws. */
  async take(chunk: ReadChunk): Promise<void> {
    while (this.onTheirWay.length >= MOST_ON_THEIR_WAY) await this.countOldest();
    const durable = this.keep(chunk);
    durable.catch(() => undefined); // thrown where it is counted, which may be later than it happens
    this.onTheirWay.push({ chunk, durable });
  }

  /** Resolves when everything is durable. */
  async answer(): Promise<IntakeAnswer> {
    while (this.onTheirWay.length > 0) await this.countOldest();
    return this.tally();
  }

  /** What of a broken request is durable after all. */
  async durableParts(): Promise<IntakeAnswer & { acceptedThrough: number }> {
    // The break was told already: here only what came of the rest is asked.
    while (this.onTheirWay.length > 0) await this.countOldest().catch(() => undefined);
    return { ...this.tally(), acceptedThrough: this.durableThrough };
  }

  private async keep({ messages, letters, receipts }: ReadChunk): Promise<void> {
    await Promise.all([
      messages.length > 0 &&
        this.ports.log.append(LEARNING_EVENTS, messages).then(() => this.ports.receipts.keep(receipts.all())),
      letters.length > 0 && this.ports.deadLetters.keep(letters),
    ]);
  }

  private async countOldest(): Promise<void> {
    const oldest = this.onTheirWay.shift();
    if (!oldest) return;
    try {
      await oldest.durable;
    } catch (error) {
      this.hasGap = true;
      throw error;
    }
    if (!this.hasGap) this.durableThrough += oldest.chunk.items;
    this.count(oldest.chunk);
  }

  private count({ messages, letters, verdicts }: ReadChunk): void {
    this.accepted += messages.length;
    this.rejected += letters.length;
    const listed = verdicts.slice(0, MAX_LISTED_ITEMS - this.items.length);
    this.items.push(...listed);
    this.itemsLeftOut += verdicts.length - listed.length;
    this.ports.metrics.intakeItems.inc({ verdict: 'accepted' }, messages.length);
    this.ports.metrics.intakeItems.inc({ verdict: 'rejected' }, letters.length);
    for (const { code } of letters) this.ports.metrics.deadLetters.inc({ code });
  }

  private tally(): IntakeAnswer {
    const { accepted, rejected, items, itemsLeftOut } = this;
    return { accepted, rejected, items, ...(itemsLeftOut > 0 ? { itemsLeftOut } : {}) };
  }
}

interface Reading extends Telling {
  /** Position of the first item in the whole request. */
  readonly first: number;
  /** Name accepted items in the answer too. */
  readonly listsAll: boolean;
}

/** The id is there where it was asked for. */
type ToldItem = Omit<ReadItem, 'id'> & { readonly id?: string };

/** One bad item never fails the others. */
const readChunk = (items: readonly Uint8Array[], reading: Reading): ReadChunk => {
  const messages: LogMessage[] = [];
  const letters: NewDeadLetter[] = [];
  const receipts = new ReceiptTally();
  const verdicts: ItemVerdict[] = [];
  items.forEach((item, at) => {
    const index = reading.first + at;
    try {
      const told: ToldItem = reading.listsAll ? readItem(item, reading) : readQuickly(item, reading);
      if (told.id !== undefined) verdicts.push({ index, id: told.id, verdict: 'accepted' });
      messages.push(told.message);
      receipts.add(told.source, told.occurredAt);
    } catch (bad) {
      if (!(bad instanceof BadEvent)) throw bad;
      const letter = letterOf(item, bad, 'http');
      letters.push(letter);
      verdicts.push(rejection(index, letter));
    }
  });
  return { items: items.length, messages, letters, receipts, verdicts };
};

const rejection = (index: number, { eventId: id, code, field, reason }: NewDeadLetter): ItemVerdict => ({
  index,
  id,
  verdict: 'rejected',
  code,
  field,
  reason,
});
