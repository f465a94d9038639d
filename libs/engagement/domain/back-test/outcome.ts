import { ACTIVITY, begunAt, compares, DAY_MS, type Enrolment, type Fact, latestFact } from '@laurel/criteria-domain';

/** What became of an enrolment, and when it ended, in milliseconds. */
export type Ending =
  | { readonly outcome: 'left' | 'stayed' | 'open'; readonly at: number }
  /** A withdrawal was told, and that its time is not known. */
  | { readonly outcome: 'unknown' };

export interface EndingRules {
  readonly asOf: Date;
  /** Who does nothing for so many days has left then; null: only who withdrew has. */
  readonly lapseAfterDays: number | null;
}

/**
 * Left: by the first withdrawal, or lapse, before a completion and before the end of the run; who came back had left all the
 * same. Stayed: completed, or in at the end of the run. Open: neither, so far.
 */
export const endingOf = (enrolment: Enrolment, { asOf, lapseAfterDays }: EndingRules): Ending => {
  const now = asOf.getTime();
  const completed = earliest(factsOf(enrolment, 'learning.CourseCompleted'));
  const end = Math.min(completed, endOfRun(enrolment));
  const withdrawals = factsOf(enrolment, 'learning.Withdrawn');
  const withdrawn = earliest(withdrawals.filter(isTimeKnown));
  const lapsed = lapseAfterDays === null ? Infinity : firstLapse(enrolment, lapseAfterDays * DAY_MS, now);
  const left = Math.min(withdrawn, lapsed);
  if (left <= Math.min(end, now)) return { outcome: 'left', at: left };
  if (completed === Infinity && !withdrawals.every(isTimeKnown)) return { outcome: 'unknown' };
  return end <= now ? { outcome: 'stayed', at: end } : { outcome: 'open', at: now };
};

/** They stand in order of time. */
const factsOf = ({ facts }: Enrolment, wanted: string): readonly Fact[] => facts.filter(({ type }) => type === wanted);

const earliest = ([first]: readonly Fact[]): number => first?.occurredAt.getTime() ?? Infinity;
const isTimeKnown = ({ data }: Fact): boolean => data['timeKnown'] !== false;

const endOfRun = ({ run, courseDescriptions }: Enrolment): number => {
  const own = run === '' ? [] : courseDescriptions.filter((one) => one.run === run);
  const end = latestFact(own, 'endsAt')?.data['endsAt'];
  return typeof end === 'string' ? Date.parse(end) : Infinity;
};

/** When the first silence had lasted so long: from the beginning, or from an activity, to the next or to now. */
const firstLapse = (enrolment: Enrolment, patience: number, now: number): number => {
  let last = begunAt(enrolment).getTime();
  for (const { occurredAt } of enrolment.facts.filter(isActivity)) {
    if (occurredAt.getTime() - last > patience) return last + patience;
    last = Math.max(last, occurredAt.getTime());
  }
  return now - last > patience ? last + patience : Infinity;
};

const isActivity = ({ type, data }: Fact): boolean =>
  ACTIVITY.some(
    ({ event, where = [] }) => event === type && where.every(({ field, test }) => compares(data[field], test)),
  );
