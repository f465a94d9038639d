const DAY_MS = 86_400_000;

/**
 * A local date and time as the milliseconds that it would be in UTC: what the clock of a zone shows, without the zone.
 * Sums of it are calendar sums.
 */
export type WallMs = number;

const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ ...numeric, minute: 'numeric', second: 'numeric' },
  });
  clocks.set(timeZone, made);
  return made;
};

const SHOWN = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/** What the clocks of a zone show at an instant; to the second. */
export const wallOf = (timeZone: string, instant: Date): WallMs => {
  // As text and not in parts, which take four times as long.
  const shown = SHOWN.exec(clockOf(timeZone).format(instant))?.slice(1).map(Number);
  const [month = NaN, day = NaN, year = NaN, ...time] = shown ?? [];
  const wall = Date.UTC(year, month - 1, day, ...time);
  if (Number.isNaN(wall)) throw new Error(`no time of ${timeZone}: ${clockOf(timeZone).format(instant)}`);
  return wall;
};

const offsetAt = (timeZone: string, instantMs: number): number =>
  wallOf(timeZone, new Date(instantMs)) - Math.floor(instantMs / 1000) * 1000;

/**
 * When the clocks of a zone show a local time. A time that comes twice, because clocks are set back, is the first of the
 * two; one that never comes, because they are set forward, is as much later as they are set (RFC 5545, 3.3.5; Temporal's
 * "compatible"). So every local time is exactly one instant.
 */
export const instantOf = (timeZone: string, wall: WallMs): Date => {
  // Clocks are never set twice within two days.
  const offsets = [offsetAt(timeZone, wall - DAY_MS), offsetAt(timeZone, wall + DAY_MS)] as const;
  if (offsets[0] === offsets[1]) return new Date(wall - offsets[0]);
  const instants = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  const shown = instants.find((instant) => offsetAt(timeZone, instant) === wall - instant);
  return new Date(shown ?? wall - offsets[0]);
};
