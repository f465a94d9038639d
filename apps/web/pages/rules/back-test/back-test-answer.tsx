import { EmptyState, Figure, Figures, formatCount, formatDays, formatNumber, formatShare } from '@laurel/web-ui';
import { type Schemas } from '../../../api.ts';
import { type Rule } from '../rule-queries.ts';
import { type BackTestQuestion } from './back-test-search.ts';
import { FairnessTable } from './fairness-table.tsx';
import { HowRight } from './how-right.tsx';
import { Sweep } from './sweep.tsx';

type Answer = Schemas['BackTestRuleAnswer'];

interface BackTestAnswerProps {
  readonly answer: Answer;
  readonly rule: Rule;
  readonly question: BackTestQuestion;
}

export const BackTestAnswer = ({ answer, rule, question }: BackTestAnswerProps) => {
  const { figures, leftOut, sweep, fairness } = answer;
  if (figures.enrolments === 0) {
    return (
      <EmptyState title="There was nobody to look at">
        <p>
          No enrolment was in at any look
          {leftOut.neverLookedAt > 0 ? `; ${formatCount(leftOut.neverLookedAt)} were in at none` : ''}. Take another
          course or other days. History that was imported as told today is not seen by looks of the past.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <Counts figures={figures} />
      <HowRight figures={figures}>
        <LeftOut leftOut={leftOut} />
      </HowRight>
      {question.sweep && sweep.length > 0 ? (
        <Sweep sweep={sweep} parameter={rule.parameters.find(({ name }) => name === question.sweep?.parameter)} />
      ) : null}
      {fairness.map((groups) => (
        <FairnessTable key={groups.by} fairness={groups} />
      ))}
    </>
  );
};

const LeftOut = ({ leftOut: { neverLookedAt, timeNotKnown } }: Pick<Answer, 'leftOut'>) => (
  <>
    {neverLookedAt > 0 ? (
      <li>{formatCount(neverLookedAt)} are not counted: they left or were done before the first look.</li>
    ) : null}
    {timeNotKnown > 0 ? <li>{formatCount(timeNotKnown)} are not counted: they left, and nobody told when.</li> : null}
  </>
);

const Counts = ({ figures }: Pick<Answer, 'figures'>) => {
  const { enrolments, left, open, flagged, missed, lift, leadTime, flaggedTooLate } = figures;
  return (
    <Figures label="What it would have done">
      <Figure
        name="Would have been flagged"
        value={formatCount(flagged)}
        hint={`of ${formatCount(enrolments)} enrolments; ${formatCount(flaggedTooLate)} more too late`}
      />
      <Figure
        name="Left without a flag"
        value={formatCount(missed)}
        hint={`of ${formatCount(left)} who left; ${formatCount(open)} are still open and in no rate`}
      />
      <Figure
        name="Better than by lot"
        value={lift === null ? '–' : `${formatNumber(lift)}×`}
        hint={`flagged and left, against ${formatShare(figures.atRandom.precision)} by lot on the same days`}
      />
      <Figure
        name="Days to act"
        value={leadTime === null ? '–' : formatDays(leadTime.median)}
        hint={
          leadTime === null
            ? 'nobody flagged left'
            : `median from the flag to leaving; half within ${formatNumber(leadTime.lower)} to ${formatNumber(leadTime.upper)}`
        }
      />
    </Figures>
  );
};
