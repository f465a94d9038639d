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
  const withdrawals = factsOf(enrolment, 'learning.Withdrawn');
  const completed = factsOf(enrolment, 'learning.CourseCompleted')[0]?.occurredAt.getTime() ?? Infinity;
  const runEnd = endOfRun(enrolment);
  const end = Math.min(completed, runEnd);
  const withdrawn = withdrawals.find(({ data }) => data['timeKnown'] !== false)?.occurredAt.getTime() ?? Infinity;
  const lapsed = lapseAfterDays === null ? Infinity : firstLapse(enrolment, lapseAfterDays * DAY_MS, asOf.getTime());
  const left = Math.min(withdrawn, lapsed);
  if (left <= end && left <= asOf.getTime()) return { outcome: 'left', at: left };
  if (completed === Infinity && withdrawals.some(({ data }) => data['timeKnown'] === false))
    return { outcome: 'unknown' };
  return end <= asOf.getTime() ? { outcome: 'stayed', at: end } : { outcome: 'open', at: asOf.getTime() };
};

const factsOf = ({ facts }: Enrolment, wanted: string): readonly Fact[] => facts.filter(({ type }) => type === wanted);

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
