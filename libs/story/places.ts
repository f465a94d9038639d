/** Where the engineers are based; they work at some client's site. */
export interface Place {
  readonly country: string;
  readonly site: string;
  readonly region: 'emea' | 'americas' | 'apac';
  readonly timeZone: string;
  readonly utcOffset: number;
  readonly language: string;
  readonly engineers: number;
}

/** Twelve countries, a thousand engineers. */
export const places: readonly Place[] = [
  place('IN', 'Bengaluru', 'apac', 'Asia/Kolkata', 5.5, 'en', 260),
  place('US', 'Chicago', 'americas', 'America/Chicago', -6, 'en', 150),
  place('GB', 'Leeds', 'emea', 'Europe/London', 0, 'en', 95),
  place('DE', 'Hamburg', 'emea', 'Europe/Berlin', 1, 'de', 90),
  place('PL', 'Wrocław', 'emea', 'Europe/Warsaw', 1, 'pl', 80),
  place('BR', 'Curitiba', 'americas', 'America/Sao_Paulo', -3, 'pt', 75),
  place('MX', 'Monterrey', 'americas', 'America/Monterrey', -6, 'es', 60),
  place('ZA', 'Cape Town', 'emea', 'Africa/Johannesburg', 2, 'en', 50),
  place('AE', 'Dubai', 'emea', 'Asia/Dubai', 4, 'en', 40),
  place('SG', 'Singapore', 'apac', 'Asia/Singapore', 8, 'en', 40),
  place('AU', 'Melbourne', 'apac', 'Australia/Melbourne', 10, 'en', 35),
  place('JP', 'Osaka', 'apac', 'Asia/Tokyo', 9, 'ja', 25),
];

function place(...[country, site, region, timeZone, utcOffset, language, engineers]: PlaceRow): Place {
  return { country, site, region, timeZone, utcOffset, language, engineers };
}

type PlaceRow = [string, string, Place['region'], string, number, string, number];
