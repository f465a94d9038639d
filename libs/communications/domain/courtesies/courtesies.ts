import { type CourtesyId } from '@laurel/contracts';
import { availability } from './availability.courtesy.ts';
import { cap } from './cap.courtesy.ts';
import { type Circumstances, type Courtesy, type Objection } from './courtesy.ts';
import { noAddress } from './no-address.courtesy.ts';
import { oncePerRule } from './once-per-rule.courtesy.ts';
import { optedOut } from './opted-out.courtesy.ts';
import { paused } from './paused.courtesy.ts';
import { pointless } from './pointless.courtesy.ts';
import { quietHours } from './quiet-hours.courtesy.ts';
import { suppressedAddress } from './suppressed-address.courtesy.ts';
import { workingDays } from './working-days.courtesy.ts';

/** In the order in which they are asked: the first that objects for good is the reason; those that defer all have a say. */
export const COURTESIES: readonly Courtesy[] = [
  noAddress,
  suppressedAddress,
  optedOut,
  pointless,
  oncePerRule,
  paused,
  cap,
  availability,
  workingDays,
  quietHours,
];

export type Judgement =
  | { readonly is: 'go' }
  | (Extract<Objection, { is: 'suppress' }> & { readonly courtesy: CourtesyId })
  | (Extract<Objection, { is: 'defer' }> & { readonly courtesy: CourtesyId });

/** A deferral that no deferral ends by then is a mistake in what is known, such as a year without a working day. */
const MOST_DEFERRALS = 2_000;
const REASONS_NAMED = 3;

/**
 * May it be sent now? If not now, when at the earliest: at the first time at which no courtesy objects. What could only be
 * sent when it makes no sense any more is not sent at all.
 */
export const judge = (circumstances: Circumstances): Judgement => {
  const reasons = new Map<string, CourtesyId>();
  let at = circumstances.now;
  for (let deferrals = 0; deferrals <= MOST_DEFERRALS; deferrals++) {
    const found = firstObjection(circumstances, at);
    if (found === undefined) return reasons.size === 0 ? { is: 'go' } : deferred(at, reasons);
    if (found.is === 'suppress') return found;
    reasons.set(found.why, found.courtesy);
    at = found.until;
    if (found.courtesy === 'paused') break; // nobody knows when it ends: what comes after is judged then
  }
  return deferred(at, reasons);
};

const deferred = (until: Date, reasons: ReadonlyMap<string, CourtesyId>): Judgement => {
  const [first] = reasons;
  const named = [...reasons.keys()].slice(0, REASONS_NAMED);
  return { is: 'defer', until, why: named.join('; then '), courtesy: first?.[1] ?? 'paused' };
};

/** What the first courtesy that objects has against sending at `at`. */
export const firstObjection = (
  circumstances: Circumstances,
  at: Date,
): Exclude<Judgement, { is: 'go' }> | undefined => {
  for (const { id, objection } of COURTESIES) {
    const found = objection(circumstances, at);
    if (found) return { ...found, courtesy: id };
  }
  return undefined;
};
