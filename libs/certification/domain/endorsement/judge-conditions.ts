import { type ReadConditions } from './endorsement-conditions.ts';

/** How a programme stands, over all its versions. */
export interface ProgrammeStanding {
  /** Learners who began. */
  readonly begun: number;
  /** Of those, who hold or held a certificate that was not revoked. */
  readonly certified: number;
  /** Certificates whose evidence can be shown. */
  readonly withEvidence: number;
}

export interface JudgedCondition {
  /** What was asked and what is, for a person. */
  readonly says: string;
  /** null: it cannot be told now. */
  readonly holds: boolean | null;
}

/** A share of fewer says something about persons, not about the programme. */
const FEWEST_LEARNERS = 5;

/** Each condition by itself, judged at `now`. `standing` is undefined where it is not known, or nothing is asked of it. */
export const judgeConditions = (
  conditions: ReadConditions,
  standing: ProgrammeStanding | undefined,
  now: Date,
): readonly JudgedCondition[] => {
  if ('unreadable' in conditions)
    return [{ says: `The conditions cannot be read: ${conditions.unreadable}.`, holds: null }];
  const { passRate, evidenceSample, reviewBy } = conditions;
  return [
    ...(passRate ? [judgePassRate(passRate, standing)] : []),
    ...(evidenceSample === undefined ? [] : [judgeSample(evidenceSample, standing)]),
    ...(reviewBy === undefined ? [] : [judgeReview(reviewBy, now)]),
  ];
};

const judgePassRate = (
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  standing: ProgrammeStanding | undefined,
): JudgedCondition => {
  const asked = `From ${atLeast}% to ${atMost}% of those who began are certified`;
  if (!standing) return { says: `${asked}: not known here.`, holds: null };
  if (standing.begun < FEWEST_LEARNERS) return { says: `${asked}: fewer than ${FEWEST_LEARNERS} began.`, holds: null };
  const percent = (100 * standing.certified) / standing.begun;
  const is = `${Math.round(percent * 10) / 10}% are (${standing.certified} of ${standing.begun})`;
  return { says: `${asked}: ${is}.`, holds: percent >= atLeast && percent <= atMost };
};

const judgeSample = (asked: number, standing: ProgrammeStanding | undefined): JudgedCondition => {
  const says = `Evidence of at least ${asked} certificates can be looked at`;
  if (!standing) return { says: `${says}: not known here.`, holds: null };
  return { says: `${says}: there are ${standing.withEvidence}.`, holds: standing.withEvidence >= asked };
};

const DAY_MS = 86_400_000;

const judgeReview = (day: string, now: Date): JudgedCondition => {
  const isPast = now.getTime() >= Date.parse(day) + DAY_MS;
  const says = isPast
    ? `The body wanted to look again by ${day}, and has not signed anew.`
    : `The body looks again by ${day}.`;
  return { says, holds: !isPast };
};
