import { type Calendar, DAY } from './calendar.ts';
import { type Random } from './random.ts';

/** When each learner was sent the invitation. */
export type Invitations = ReadonlyMap<string, Date>;

/** What a link says of itself in `utm_medium`. */
export type Channel = 'page' | 'feed' | 'poster' | 'email';

/** That somebody came to hear of the certification, and the day on which they would enrol for it. */
export interface Heard {
  readonly day: number;
  /** Left out: somebody told them. */
  readonly channel?: Channel | undefined;
}

export interface Hearer {
  /** Around 1. */
  readonly inclined: number;
  readonly invitedAt: number | undefined;
}

/**
 * Everybody may read the announcement or hear of it from a colleague; who is invited mostly follows that within days, or
 * when reminded. What is drawn for the one does not depend on the other.
 */
export const heardOf = ({ inclined, invitedAt }: Hearer, calendar: Calendar, random: Random): readonly Heard[] => {
  const byThemselves = byAnnouncement(inclined, calendar, random);
  const [atOnce, reminded] = [random.chance(0.45 * inclined), random.chance(0.3 * inclined)];
  const [soon, late] = [1 + random.waiting(4), 15 + random.waiting(5)];
  if (invitedAt === undefined || !(atOnce || reminded)) return byThemselves;
  const day = Math.ceil((invitedAt + (atOnce ? soon : late) * DAY) / DAY) * DAY;
  return [...byThemselves, { day, channel: 'email' }];
};

const byAnnouncement = (inclined: number, calendar: Calendar, random: Random): readonly Heard[] => {
  const comes = random.chance(0.3 * inclined);
  const day = calendar.certification + (1 + random.waiting(60)) * DAY;
  const channel = random.chance(0.6) ? random.pick(['page', 'page', 'feed', 'poster'] as const) : undefined;
  return comes ? [{ day, channel }] : [];
};
