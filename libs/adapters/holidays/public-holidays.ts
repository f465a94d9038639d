import { type HolidaysOf } from '@laurel/communications-domain';
import Holidays from 'date-holidays';

const DAY_MS = 86_400_000;

/** By local date: the name. */
type Year = ReadonlyMap<string, string>;
const NONE: Year = new Map();

/**
 * Public holidays as the library date-holidays knows them (its data under CC BY 3.0): of the person's calendar, else of the
 * whole country whose only zone theirs may be. A calendar that the library does not know has none.
 */
export const holidaysOf: HolidaysOf = ({ calendar, timeZone }) => {
  const place = calendar ?? (timeZone === undefined ? undefined : countryOfZone().get(timeZone));
  if (place === undefined) return () => undefined;
  return (date) => yearOf(place, Number(date.slice(0, 4))).get(date);
};

const years = new Map<string, Year>();

const yearOf = (place: string, year: number): Year => {
  const key = `${place} ${year}`;
  const known = years.get(key) ?? readYear(place, year);
  years.set(key, known);
  return known;
};

const readYear = (place: string, year: number): Year => {
  const [country = '', state = '', region = ''] = place.split('-');
  const book = new Holidays();
  if (!Object.hasOwn(book.getCountries(), country)) return NONE;
  book.init(country, state, region);
  const found = book.getHolidays(year).filter(({ type }) => type === 'public');
  return new Map(found.flatMap(({ date, start, end, name }) => daysOf(date, start, end).map((day) => [day, name])));
};

/** Local dates: the library gives the first as text, and how long it lasts as two instants. */
const daysOf = (date: string, start: Date, end: Date): readonly string[] => {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length: days }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10));
};

let countries: ReadonlyMap<string, string> | undefined;

/** A zone belongs to the one country that uses it, as Unicode says. */
const countryOfZone = (): ReadonlyMap<string, string> => {
  countries ??= new Map(
    Object.keys(new Holidays().getCountries()).flatMap((country) => zonesOf(country).map((zone) => [zone, country])),
  );
  return countries;
};

const zonesOf = (country: string): readonly string[] => {
  const zones: unknown = Reflect.get(new Intl.Locale('und', { region: country }), 'timeZones'); // newer than its types
  return Array.isArray(zones) ? zones.map(String) : [];
};
