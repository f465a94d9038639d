import { z } from 'zod';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const RANGE = /^(?<from>[a-z]{3})-(?<to>[a-z]{3})$/;

/** 1 is Monday; undefined for a word that is no day. */
const daysOf = (part: string): readonly (number | undefined)[] => {
  const dayOf = (name: string | undefined) => DAYS.indexOf(name ?? '') + 1 || undefined;
  const { from, to } = RANGE.exec(part)?.groups ?? {};
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === undefined || last === undefined) return [dayOf(part)];
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, n) => ((first - 1 + n) % 7) + 1);
};
const isDay = (day: number | undefined): day is number => day !== undefined;

/** undefined: every day. */
export const workingDays = z
  .string()
  .transform((all) => all.split(',').map((one) => one.trim()))
  .refine((parts) => parts.join() === 'all' || (parts.length > 0 && parts.flatMap(daysOf).every(isDay)), {
    error: 'days, such as mon-fri or sun,mon-wed, or all',
  })
  .transform((parts) => (parts.join() === 'all' ? undefined : new Set(parts.flatMap(daysOf).filter(isDay))));

const CAP = /^(?<messages>[1-9]\d{0,3})\/(?<days>[1-9]\d{0,2})$/;
export const messageCap = z
  .string()
  .regex(CAP, 'messages/days, such as 4/7')
  .transform((text) => {
    const { messages, days } = CAP.exec(text)?.groups ?? {};
    return { messages: Number(messages), days: Number(days) };
  });

const DKIM = /^(?<selector>[A-Za-z0-9.-]+)\._domainkey\.(?<domain>[A-Za-z0-9.-]+):(?<file>.+)$/;
export const dkim = z
  .string()
  .regex(DKIM, '<selector>._domainkey.<domain>:<file of the private key in PEM>')
  .transform((text) => {
    const { selector = '', domain = '', file = '' } = DKIM.exec(text)?.groups ?? {};
    return { selector, domain, file };
  });
