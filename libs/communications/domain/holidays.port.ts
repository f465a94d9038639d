/** Where a person is, as far as it is known. */
export interface Whereabouts {
  /** A country, with a part of it where holidays differ: AT, DE-BY. */
  readonly calendar?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** The public holidays there, by local date (YYYY-MM-DD): the name, or undefined. Where nobody knows the place, there are none. */
export type HolidaysOf = (where: Whereabouts) => (date: string) => string | undefined;
