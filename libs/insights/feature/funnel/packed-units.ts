import { BITS_PER_WORD, eventsFor, NO_VALUE, type UnitEvents } from '@laurel/statistics';
import { setImmediate } from 'node:timers/promises';
import { RowReader } from './row-reader.ts';
import { type Layout } from './step-codes.ts';
import { type ValueCodes } from './value-codes.ts';

/** Whose events these are; the enrolment where the unit is one. */
export interface UnitKey {
  readonly learner: string;
  /** In the order of lists, which says nothing about them. */
  readonly place: number;
  readonly enrolment: {
    readonly course: string;
    readonly run: string;
    readonly registration: string;
    readonly round: number;
  } | null;
}

/** The columns of a row, in this order: key, events, history. */
export interface RowShape {
  readonly layout: Layout;
  /** The key stands before the events. */
  readonly keyed: false | 'learner' | 'enrolment';
  /** A value stands beside each event, or one history (time, value) behind them all. */
  readonly values?: { readonly beside: 'event' | 'unit'; readonly codes: ValueCodes };
}

/** One unit at a time; the same object again and again. */
export interface UnitRow {
  readonly events: UnitEvents;
  readonly key: UnitKey | undefined;
  /** The values are told of the unit as a whole, over time; else each event has its own. */
  readonly hasHistory: boolean;
  /** What was told of the unit as of a time, by `ValueCodes`. */
  valueAt(time: number): number;
}

/** So many events are unpacked before others get the thread. */
const TURN = 50_000;

/** Reads RowBinary rows, however they are cut into chunks, and calls back with each. */
export const readUnits = async (
  chunks: AsyncIterable<Uint8Array>,
  shape: RowShape,
  take: (row: UnitRow) => void,
): Promise<void> => {
  const rows = new RowReader();
  const unpacker = new Unpacker(rows, shape);
  let sinceTurn = 0;
  for await (const chunk of chunks) {
    rows.append(chunk);
    while (unpacker.read()) {
      take(unpacker);
      sinceTurn += unpacker.events.length;
      if (sinceTurn < TURN) continue;
      sinceTurn = 0;
      await setImmediate();
    }
  }
  if (rows.left > 0) throw new Error('the answer of the engine was cut');
};

const HIGH_WORD = 4_294_967_296;
const WORD_MASK = 2 ** BITS_PER_WORD - 1;

/** Unpacks into the same arrays again and again. */
class Unpacker implements UnitRow {
  events = eventsFor(64);
  key: UnitKey | undefined;
  readonly hasHistory: boolean;
  private readonly historyTimes: number[] = [];
  private readonly historyValues: number[] = [];

  constructor(
    private readonly rows: RowReader,
    private readonly shape: RowShape,
  ) {
    this.hasHistory = shape.values?.beside === 'unit';
  }

  /** False when the next row is not whole yet. */
  read(): boolean {
    const { rows, shape } = this;
    if (rows.left === 0) return false;
    const from = rows.at;
    rows.isShort = false;
    if (shape.keyed) this.key = this.readKey(shape.keyed);
    this.readEvents();
    if (shape.values && this.hasHistory) this.readHistory(shape.values.codes);
    if (rows.isShort) rows.at = from;
    return !rows.isShort;
  }

  valueAt(time: number): number {
    let last = this.historyTimes.length - 1;
    while (last >= 0 && (this.historyTimes[last] ?? 0) > time) last--;
    return this.historyValues[last] ?? NO_VALUE;
  }

  private readKey(keyed: 'learner' | 'enrolment'): UnitKey {
    const { rows } = this;
    const place = rows.int64();
    if (keyed === 'learner') return { place, learner: rows.string(), enrolment: null };
    const [course, learner, run, registration] = [rows.string(), rows.string(), rows.string(), rows.string()];
    return { place, learner, enrolment: { course, run, registration, round: rows.uint32Next() } };
  }

  private readHistory(codes: ValueCodes): void {
    const { rows, historyTimes, historyValues } = this;
    historyTimes.length = historyValues.length = 0;
    for (let left = rows.varint(); left > 0 && !rows.isShort; left--) {
      const [time, key] = [rows.int64(), rows.textKey()];
      if (rows.isShort) return;
      historyTimes.push(time);
      historyValues.push(codes.codeOf(key));
    }
  }

  private readEvents(): void {
    const { rows, shape } = this;
    const count = rows.varint();
    const { bytes } = shape.layout;
    this.events.length = 0;
    if (count * bytes > rows.left) rows.isShort = true;
    else if (count > this.events.times.length) this.events = eventsFor(count * 2);
    const codes = this.codesBesideEvents;
    let last = rows.at;
    for (let left = count; left > 0 && !rows.isShort; left--) {
      const at = rows.skip(bytes);
      const value = codes ? this.readValue(codes) : NO_VALUE;
      if (left === count || !this.isTheSame(at, last, value)) this.append(at, value);
      last = at;
    }
  }

  private get codesBesideEvents(): ValueCodes | undefined {
    const { values } = this.shape;
    return values?.beside === 'event' ? values.codes : undefined;
  }

  private readValue(codes: ValueCodes): number {
    const key = this.rows.textKey();
    return this.rows.isShort ? NO_VALUE : codes.codeOf(key);
  }

  /** Sorted, so a fact that was told twice stands beside itself. */
  private isTheSame(at: number, last: number, value: number): boolean {
    const { events, rows, shape } = this;
    return rows.isShort || (rows.same(at, last, shape.layout.bytes) && events.values[events.length - 1] === value);
  }

  private append(at: number, value: number): void {
    if (this.rows.isShort) return;
    const index = this.events.length++;
    this.unpack(at, index);
    this.events.values[index] = value;
  }

  private unpack(at: number, index: number): void {
    const { events, rows, shape } = this;
    const low = rows.uint32(at);
    if (shape.layout.numbered) {
      const step = low & 63;
      events.times[index] = rows.uint32(at + 4) * 1024 + (low >>> 22);
      events.low[index] = step > 0 && step <= BITS_PER_WORD ? 1 << (step - 1) : 0;
      events.high[index] = step > BITS_PER_WORD ? 1 << (step - 1 - BITS_PER_WORD) : 0;
      events.marks[index] = (low >>> 6) & 0xffff;
      return;
    }
    const end = at + shape.layout.bytes;
    events.times[index] = rows.uint16(end - 2) * HIGH_WORD + rows.uint32(end - 6);
    if (shape.layout.bytes === 16) {
      events.low[index] = low & 0x3fffff;
      events.high[index] = 0;
      events.marks[index] = (low >>> 22) & 0xff;
      return;
    }
    const high = rows.uint32(at + 4);
    events.low[index] = low & WORD_MASK;
    events.high[index] = ((high << 2) | (low >>> BITS_PER_WORD)) & WORD_MASK;
    events.marks[index] = (rows.uint32(at + 8) << 4) | (high >>> 28);
  }
}
