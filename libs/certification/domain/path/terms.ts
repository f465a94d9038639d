import { type ProgrammeDefinition } from '@laurel/contracts';
import { after, daysBefore } from '../programme/calendar.ts';
import { type Completion } from './path.state.ts';

/** From when to when a certificate holds, and from when to when it may be renewed. */
export interface Terms {
  readonly issuedAt: string;
  readonly expiresAt: string | null;
  readonly renewableFrom: string | null;
  readonly graceUntil: string | null;
}

/**
 * A certificate is issued when it is decided, and holds from then. Who renews before it expires loses no day; one that takes
 * the place of another (`as`) ends when that would have.
 */
export const termsOf = (
  { validFor, renewal }: ProgrammeDefinition,
  { now, as, renews }: { readonly now: Date; readonly as?: Completion; readonly renews?: Completion },
): Terms => {
  const text = (at: Date | undefined): string | null => at?.toISOString() ?? null;
  const issuedAt = now.toISOString();
  if (as) {
    const { expiresAt, renewableFrom, graceUntil } = as;
    return { issuedAt, expiresAt: text(expiresAt), renewableFrom: text(renewableFrom), graceUntil: text(graceUntil) };
  }
  if (!validFor) return { issuedAt, expiresAt: null, renewableFrom: null, graceUntil: null };
  const from = renews?.expiresAt && renews.expiresAt > now ? renews.expiresAt : now;
  const end = after(from, validFor);
  const opens = renewal && daysBefore(end, renewal.opens.days);
  const grace = renewal && after(end, { days: renewal.grace.days });
  return { issuedAt, expiresAt: text(end), renewableFrom: text(opens), graceUntil: text(grace) };
};
