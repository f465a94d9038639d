import { type DropoutCurveQuestion, type FollowUp } from '@laurel/contracts';

export const ORIGIN = { enrolment: 'their first Enrolled', 'run-start': 'the start of their run' } as const;

/** One sentence per number, of this question. */
export const definitionOf = (question: DropoutCurveQuestion): Record<string, string> => {
  const { origin, timeUnit, timeZone, rho, stratifyBy, confidence } = question;
  const unit = timeUnit === 'day' ? `in days between calendar dates (${timeZone})` : 'in seconds';
  return {
    learners: `enrolments (learner x course x run x registration) followed from ${ORIGIN[origin]} ${untilWords(question)}`,
    time: `${unit} since ${ORIGIN[origin]}`,
    events: `enrolments whose first dropout, ${dropoutWords(question)}, lies within follow-up and not after a completion`,
    completed: 'enrolments that were completed within follow-up before any dropout',
    censored:
      'learners without a dropout: completed, or still in at the end of follow-up; also who withdrew nobody knows when',
    leftOut: leftOutWords(question),
    notInCohort:
      origin === 'run-start' && question.cohort === 'enrolled-at-origin'
        ? 'enrolments that dropped out at or before the start of their run'
        : 'none: the cohort is everybody',
    atRisk: `enrolments under observation just before this time${question.delayedEntry ? ', counted from their own enrolment on' : ''}`,
    survival: 'Kaplan-Meier: the share that has not dropped out by this time; completions are censored',
    standardError: "Greenwood's, of the estimate itself; of cumulative incidences that of Gray (cmprsk)",
    lower: `${confidence.level * 100}% limits, pointwise, symmetric on the scale ${confidence.transform}`,
    median: 'the time by which half had dropped out, by the curve; null while more than half are still in',
    completion: 'Aalen-Johansen: the share completed by this time, dropping out being the end of it',
    dropout: 'Aalen-Johansen: the share that dropped out by this time, completion being the end of it',
    restrictedMean: 'the mean of min(time to dropout, at): the area under the curve',
    hazard: 'dropouts / time at risk, by week from the origin, with exact Poisson limits',
    returns:
      'per enrolment the mean number of times it came back (first Enrolled or activity) after a dropout, by this time',
    logRank: `${rho === 0 ? 'log-rank test' : 'Peto & Peto test'} that all groups drop out alike${stratifyBy === undefined ? '' : `, within each ${stratifyBy}`}; p from the upper tail`,
    gray: "Gray's test that the cumulative incidence is the same in all groups",
  };
};

export const lengthWords = ({ days, seconds }: { days?: number | undefined; seconds?: number | undefined }): string =>
  days === undefined ? `${seconds} seconds` : `${days} days`;

export const untilWords = ({ until }: FollowUp): string =>
  until === 'run-end'
    ? 'to the end of their run (where none was told, to asOf)'
    : `for ${lengthWords(until)}, at most to asOf`;

export const dropoutWords = ({ lapse }: FollowUp): string => {
  if (lapse === false) return 'a withdrawal that was told';
  return `a withdrawal or ${lapse === true ? 'the lapse period of their course' : lengthWords(lapse)} without a sign`;
};

const leftOutWords = ({ origin, delayedEntry, cohort }: DropoutCurveQuestion): string => {
  if (origin === 'enrolment') return 'enrolments whose time is not known, or that were followed for no time at all';
  const start = 'enrolments in a run whose start was not told';
  if (delayedEntry)
    return `${start}, whose own time is not known, or that ended at or before they came under observation`;
  return cohort === 'all' ? start : `${start}, or that were followed for no time after it`;
};
