/** What a clock on the wall of a zone shows. */
export interface LocalTime {
  /** Days since 1970 on the calendar there. */
  readonly day: number;
  /** Minutes since midnight, as the clock shows them. */
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** Every zone and every change of the clock falls on a quarter. */
const QUARTER_MS = 15 * MINUTE_MS;
/** No change of the clock is larger. */
const LARGEST_CHANGE_MS = 2 * 3_600_000;

/** Throws RangeError for a zone that does not exist. */
export const localTime = (timeZone: string, time: Date): LocalTime => {
  const shown = time.getTime() + offsetAt(zoneOf(timeZone), time.getTime());
  const day = Math.floor(shown / DAY_MS);
  return { day, minute: Math.floor((shown - day * DAY_MS) / MINUTE_MS) };
};

/** 1 is Monday, 7 is Sunday; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/** YYYY-MM-DD. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Offset from UTC in milliseconds at the beginning of a UTC day, where it was asked for. */
  readonly offsets: Map<number, number>;
}
const zones = new Map<string, Zone>();

const zoneOf = (timeZone: string): Zone => {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const made = { format, offsets: new Map<number, number>() };
  zones.set(timeZone, made);
  return made;
};

/** Asking Intl is slow: where a day begins and ends with one offset, it holds all day, for no zone changes twice in a day. */
const offsetAt = (zone: Zone, ms: number): number => {
  const day = Math.floor(ms / DAY_MS);
  const offset = offsetOfDay(zone, day);
  return offset === offsetOfDay(zone, day + 1) ? offset : askedOffset(zone, ms);
};

const offsetOfDay = (zone: Zone, day: number): number => {
  const known = zone.offsets.get(day);
  if (known !== undefined) return known;
  const offset = askedOffset(zone, day * DAY_MS);
  zone.offsets.set(day, offset);
  return offset;
};

const askedOffset = ({ format }: Zone, ms: number): number => {
  const second = Math.floor(ms / 1_000) * 1_000;
  return Date.parse(`${format.format(second).replace(' ', 'T')}Z`) - second; // 2026-03-02 13:05:00
};

/**
 * The first quarter of an hour after `time` at which `holds`, where the clock is to show `minute` then: looks only around
 * that time, as far as a change of the clock can move it. Undefined where it holds nowhere there.
 */
export const whenClockShows = (
  timeZone: string,
  { time, minute }: { readonly time: Date; readonly minute: number },
  holds: (local: LocalTime) => boolean,
): Date | undefined => {
  const left = (minute - localTime(timeZone, time).minute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const expected = time.getTime() + left * MINUTE_MS;
  const first = Math.max(time.getTime() + 1, expected - LARGEST_CHANGE_MS);
  for (let at = Math.ceil(first / QUARTER_MS) * QUARTER_MS; at <= expected + LARGEST_CHANGE_MS; at += QUARTER_MS) {
    const found = new Date(at);
    if (holds(localTime(timeZone, found))) return found;
  }
  return undefined;
};

/** When the next day begins there: midnight, or what the clock shows first where a change leaves midnight out. */
export const nextDay = (timeZone: string, time: Date): Date => {
  const today = localTime(timeZone, time).day;
  const found = whenClockShows(timeZone, { time, minute: 0 }, ({ day }) => day > today);
  if (!found) throw new Error(`no day comes after ${dateOf(today)} in ${timeZone}`);
  return found;
};
