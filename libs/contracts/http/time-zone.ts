import { z } from 'zod';

const zones = new Set(Intl.supportedValuesOf('timeZone'));
const isZone = (zone: string): boolean => {
  if (zones.has(zone)) return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
};

/** As the time zone database names it, links such as Asia/Calcutta included. */
export const timeZone = z.string().refine(isZone, 'an IANA time zone, such as Europe/Vienna');
