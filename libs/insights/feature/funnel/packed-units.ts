import { eventsFor, NO_VALUE, type UnitEvents } from '@laurel/statistics';
import { setImmediate } from 'node:timers/promises';
import { RowReader } from './row-reader.ts';
import { type Layout } from './step-codes.ts';
import { type UnpackEvent, unpackerOf } from './unpack-event.ts';
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

/** Unpacks into the same arrays again and again. */
class Unpacker implements UnitRow {
  events = eventsFor(64);
  key: UnitKey | undefined;
  readonly hasHistory: boolean;
  private readonly unpack: UnpackEvent;
  private readonly historyTimes: number[] = [];
  private readonly historyValues: number[] = [];

  constructor(
    private readonly rows: RowReader,
    private readonly shape: RowShape,
  ) {
    this.hasHistory = shape.values?.beside === 'unit';
    this.unpack = unpackerOf(shape.layout);
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
      historyTimes.push(rows.int64());
      historyValues.push(rows.code(codes));
    }
  }

  private readEvents(): void {
    const { rows, shape } = this;
    const count = rows.varint();
    this.events.length = 0;
    if (count * shape.layout.bytes > rows.left) rows.isShort = true;
    if (rows.isShort) return;
    if (count > this.events.times.length) this.events = eventsFor(count * 2);
    const { values } = shape;
    if (values?.beside === 'event') this.readValued(count, values.codes);
    else this.readBare(count);
  }

  /** Sorted, so a fact that was told twice stands beside itself. */
  private readBare(count: number): void {
    const { events, rows, shape } = this;
    const { bytes } = shape.layout;
    const from = rows.skip(count * bytes);
    const end = from + count * bytes;
    let length = 0;
    for (let at = from; at < end; at += bytes)
      if (at === from || !rows.same(at, at - bytes, bytes)) this.unpack(events, length++, rows, at);
    events.length = length;
    events.values.fill(NO_VALUE, 0, length);
  }

  private readValued(count: number, codes: ValueCodes): void {
    const { events, rows, shape } = this;
    const { bytes } = shape.layout;
    let [length, last] = [0, rows.at];
    for (let left = count; left > 0 && !rows.isShort; left--) {
      const at = rows.skip(bytes);
      const value = rows.code(codes);
      const isKnown = length > 0 && events.values[length - 1] === value;
      if (rows.isShort || (isKnown && rows.same(at, last, bytes))) continue;
      this.unpack(events, length, rows, at);
      events.values[length++] = value;
      last = at;
    }
    events.length = length;
  }
}
