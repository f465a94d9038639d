/** How numbers and times are written on every page: in the reader's language and zone, never invented. */

const NONE = '–';
const whole = new Intl.NumberFormat();
const tenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const bytes = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'byte',
  unitDisplay: 'narrow',
  notation: 'compact',
});
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

export const formatCount = (value: number): string => whole.format(value);
export const formatNumber = (value: number | null): string => (value === null ? NONE : tenth.format(value));
export const formatBytes = (value: number): string => bytes.format(value);

/** A share of 0 to 1. Never rounds up to "100 %" or down to "0 %" what is not all or none. */
export const formatShare = (value: number | null): string => {
  if (value === null) return NONE;
  if (value > 0.999 && value < 1) return `> ${percent.format(0.999)}`;
  if (value > 0 && value < 0.001) return `< ${percent.format(0.001)}`;
  return percent.format(value);
};

/** In the zone of the reader. */
export const formatMoment = (iso: string): string => moment.format(new Date(iso));
/** For the title of a time: exact, and the same for everybody. */
export const formatUtc = (iso: string): string =>
  `${new Date(iso).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
/** A calendar date (`2026-03-02`) is the same day everywhere. */
export const formatDay = (date: string): string => day.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));

const longDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const longMoment = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });

/** The date alone where a day begins, in the zone of the reader. */
export const formatKnownOn = (iso: string): string => {
  const at = new Date(iso);
  return (at.getHours() === 0 && at.getMinutes() === 0 ? longDay : longMoment).format(at);
};

export const formatDays = (days: number): string => `${tenth.format(days)} ${days === 1 ? 'day' : 'days'}`;

const UNITS = [
  [86_400, 'day', 'days'],
  [3_600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
] as const;

/** Seconds, in the largest unit of which there is at least one. */
export const formatDuration = (seconds: number | null): string => {
  if (seconds === null) return NONE;
  const [size, one, many] = UNITS.find(([least]) => Math.abs(seconds) >= least) ?? UNITS[3];
  const text = tenth.format(seconds / size);
  return `${text} ${text === '1' ? one : many}`;
};

export const formatMilliseconds = (ms: number): string =>
  ms < 1000 ? `${whole.format(Math.round(ms))} ms` : `${tenth.format(ms / 1000)} s`;
