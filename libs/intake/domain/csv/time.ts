/** ISO 8601 as files write it: a date, or a date and a time with T or a space; without a zone it is UTC. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Undefined when the text is no time that the calendar has. */
export const isoTime = (text: string): Date | undefined => {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const time = calendarTime([year, month, day, hour, minute, second].map((part) => Number(part ?? 0)));
  if (!time) return undefined;
  const milliseconds = fraction ? Number(`${fraction}000`.slice(0, 3)) : 0;
  return new Date(time.getTime() + milliseconds - minutesOf(zone) * 60_000);
};

const minutesOf = (zone: string | undefined): number => {
  if (!zone || zone.toUpperCase() === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
};

/** Year, month, day, hour, minute, second in UTC; refuses 31 February rather than calling it March. */
const calendarTime = (parts: readonly number[]): Date | undefined => {
  const [year = 0, month = 1, ...rest] = parts;
  const time = new Date(Date.UTC(year, month - 1, ...rest));
  const read = [
    time.getUTCFullYear(),
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
  ];
  return parts.every((part, index) => part === read[index]) ? time : undefined;
};

const TOKENS = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'] as const;
const DIGITS: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}',
  MM: '\\d{1,2}',
  dd: '\\d{1,2}',
  HH: '\\d{1,2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
};

/** A reader of times such as `dd.MM.yyyy HH:mm`, in UTC. Undefined when the format has no day, month and year. */
export const timeFormat = (format: string): ((text: string) => Date | undefined) | undefined => {
  const order: string[] = [];
  const pattern = format.replace(/yyyy|MM|dd|HH|mm|ss|[^A-Za-z0-9\s]/g, (part) => {
    const digits = DIGITS[part];
    if (!digits) return `\\${part}`;
    order.push(part);
    return `(${digits})`;
  });
  if (!['yyyy', 'MM', 'dd'].every((token) => order.includes(token))) return undefined;
  const reader = new RegExp(`^${pattern}$`);
  const positions = TOKENS.map((token) => order.indexOf(token) + 1);
  return (text) => {
    const found = reader.exec(text);
    return found ? calendarTime(positions.map((position) => (position ? Number(found[position]) : 0))) : undefined;
  };
};
