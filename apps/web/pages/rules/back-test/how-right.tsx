import { Card, type IntervalPoint, IntervalsChart } from '@laurel/web-ui';
import { type ReactNode } from 'react';
import { type Schemas } from '../../../api.ts';

type AllFigures = Schemas['BackTestRuleAnswer']['figures'];
type Rate = AllFigures['precision'];

/** Precision and recall, each beside what chance alone would give, and the same in words. */
export const HowRight = ({ figures, children }: { readonly figures: AllFigures; readonly children: ReactNode }) => {
  const { precision, recall, baseRate, atRandom, inWords } = figures;
  return (
    <Card title="How right it would have been" note="With 95% intervals (Wilson).">
      <div className="stack">
        <IntervalsChart
          domain={[0, 1]}
          points={[
            pointOf('Left, of those flagged', precision),
            byLot('Left, if as many were drawn by lot on the same days', atRandom.precision),
            pointOf('Left, of everybody', baseRate),
            pointOf('Flagged before, of those who left', recall),
            byLot('Drawn before, by lot', atRandom.recall),
          ]}
        />
        <ul className="sentences">
          {inWords.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {children}
        </ul>
      </div>
    </Card>
  );
};

const pointOf = (label: string, { rate, lower, upper, count, of, small }: Rate): IntervalPoint => ({
  ...{ key: label, label, estimate: rate, lower, upper, small },
  of: `${count} of ${of}`,
});

const byLot = (label: string, share: number | null): IntervalPoint => ({
  ...{ key: label, label, estimate: share, lower: null, upper: null, small: false },
});
