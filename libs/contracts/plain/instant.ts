import { type ReadScalar } from './shapes.ts';

const ZERO = 0x30;
const POINT = 0x2e;
const Z = 0x5a;
const QUOTE = 0x22;
/** What stands between the numbers of 2026-02-01T09:00:00, and where. */
const SEPARATORS: readonly (readonly [number, number])[] = [
  [4, 0x2d],
  [7, 0x2d],
  [10, 0x54],
  [13, 0x3a],
  [16, 0x3a],
];
const LENGTH = 19;

/** An instant in UTC to the second or millisecond, `"2026-02-01T09:00:00.123Z"`, as milliseconds since 1970. */
export const instant: ReadScalar = (json) => {
  const start = json.at + 1;
  if (!json.string()) return Number.NaN;
  const { bytes } = json;
  for (const [at, separator] of SEPARATORS) if (bytes[start + at] !== separator) return Number.NaN;
  return seconds(bytes, start) + milliseconds(bytes, start + LENGTH, json.at - 1);
};

/** NaN where there is no such second. */
const seconds = (bytes: Uint8Array, start: number): number => {
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  const [hour, minute, second] = [
    digits(bytes, start + 11, 2),
    digits(bytes, start + 14, 2),
    digits(bytes, start + 17, 2),
  ];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) return Number.NaN;
  return hour < 24 && minute < 60 && second < 60 ? Date.UTC(year, month - 1, day, hour, minute, second) : Number.NaN;
};

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysOf = (year: number, month: number): number => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
};

/** `Z` or `.1Z` to `.123Z` up to the closing quote; NaN for all else. */
const milliseconds = (bytes: Uint8Array, start: number, end: number): number => {
  if (bytes[end - 1] !== Z || bytes[end] !== QUOTE) return Number.NaN;
  const count = end - start - 2;
  if (count === -1) return 0;
  if (bytes[start] !== POINT || count < 1 || count > 3) return Number.NaN;
  return digits(bytes, start + 1, count) * 10 ** (3 - count);
};

/** NaN where a byte is no digit. */
const digits = (bytes: Uint8Array, start: number, count: number): number => {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
};
