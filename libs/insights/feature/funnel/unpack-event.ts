import { BITS_PER_WORD, type UnitEvents } from '@laurel/statistics';
import { type RowReader } from './row-reader.ts';
import { type Layout } from './step-codes.ts';

/** Puts the event that is packed at this place of the rows into the events. See `Layout` for the bits. */
export type UnpackEvent = (events: UnitEvents, index: number, rows: RowReader, at: number) => void;

export const unpackerOf = ({ bytes }: Layout): UnpackEvent => {
  switch (bytes) {
    case 8:
      return numbered;
    case 16:
      return narrow;
    case 32:
      return wide;
  }
};

const WORD_MASK = 2 ** BITS_PER_WORD - 1;
/** 2 to the bits of the time in the lower of two words. */
const [LOW_TIME_BITS, LOW_TIME] = [10, 1024];
const [HALF_WORD, HALF] = [16, 65_536];

const numbered: UnpackEvent = (events, index, rows, at) => {
  const low = rows.uint32(at);
  const step = (low & 63) - 1;
  events.times[index] = rows.uint32(at + 4) * LOW_TIME + (low >>> (32 - LOW_TIME_BITS));
  events.low[index] = step >= 0 && step < BITS_PER_WORD ? 1 << step : 0;
  events.high[index] = step >= BITS_PER_WORD ? 1 << (step - BITS_PER_WORD) : 0;
  events.marks[index] = (low >>> 6) & 0xffff;
};

const narrow: UnpackEvent = (events, index, rows, at) => {
  const low = rows.uint32(at);
  events.times[index] = timeEndingAt(rows, at + 16);
  events.low[index] = low & 0x3fffff;
  events.high[index] = 0;
  events.marks[index] = (low >>> 22) & 0xff;
};

const wide: UnpackEvent = (events, index, rows, at) => {
  const [low, high] = [rows.uint32(at), rows.uint32(at + 4)];
  events.times[index] = timeEndingAt(rows, at + 32);
  events.low[index] = low & WORD_MASK;
  events.high[index] = ((high << 2) | (low >>> BITS_PER_WORD)) & WORD_MASK;
  events.marks[index] = (rows.uint32(at + 8) << 4) | (high >>> 28);
};

/** The highest 48 bits. */
const timeEndingAt = (rows: RowReader, end: number): number =>
  rows.uint32(end - 4) * HALF + (rows.uint32(end - 8) >>> HALF_WORD);
