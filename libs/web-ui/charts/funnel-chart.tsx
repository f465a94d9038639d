import { PatternLines } from '@visx/pattern';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { useId } from 'react';
import { formatCount, formatShare } from '../format.ts';

export interface FunnelPlace {
  readonly name: string;
  readonly reached: number;
  /** Went on to the next step; on the last step everybody who reached it. */
  readonly converted: number;
  readonly dropped: number;
  readonly open: number;
  readonly rateFromFirst: number | null;
}

const BAR_HEIGHT = 26;

/**
 * One bar per step on a common scale. Who went on is solid, who did not get there in time is grey, and who has time left
 * is drawn as open: hatched, because nobody knows yet. Every number stands beside its bar in words, so the drawing
 * itself is for the eye only.
 */
export const FunnelChart = ({ steps }: { readonly steps: readonly FunnelPlace[] }) => {
  const hatch = useId();
  const most = Math.max(1, ...steps.map(({ reached }) => reached));
  return (
    <div className="funnel">
      <FunnelLegend hatch={hatch} />
      <ol>
        {steps.map((step, index) => (
          <li key={index}>
            <div className="funnel-head">
              <span className="funnel-name">{step.name}</span>
              <span className="funnel-reached">
                <strong>{formatCount(step.reached)}</strong> {index === 0 ? 'entered' : formatShare(step.rateFromFirst)}
              </span>
            </div>
            <FunnelBar step={step} most={most} hatch={hatch} />
            {index < steps.length - 1 ? <p className="funnel-words">{inWords(step)}</p> : null}
          </li>
        ))}
      </ol>
    </div>
  );
};

const inWords = ({ converted, open, dropped }: FunnelPlace): string =>
  [
    `${formatCount(converted)} went on`,
    ...(open > 0 ? [`${formatCount(open)} ${open === 1 ? 'has' : 'have'} time left`] : []),
    ...(dropped > 0 ? [`${formatCount(dropped)} did not get there in time`] : []),
  ].join(' · ');

const FunnelBar = ({
  step,
  most,
  hatch,
}: {
  readonly step: FunnelPlace;
  readonly most: number;
  readonly hatch: string;
}) => {
  const x = scaleLinear({ domain: [0, most], range: [0, 100] });
  const parts = [
    { mark: 'converted', from: 0, count: step.converted },
    { mark: 'open', from: step.converted, count: step.open },
    { mark: 'dropped', from: step.converted + step.open, count: step.dropped },
  ];
  return (
    <svg className="funnel-bar" width="100%" height={BAR_HEIGHT} aria-hidden="true">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ mark, from, count }) => (
          <Bar
            key={mark}
            className={`mark-${mark}`}
            x={`${x(from)}%`}
            y={1}
            width={`${x(count)}%`}
            height={BAR_HEIGHT - 2}
            {...(mark === 'open' ? { fill: `url(#${hatch})` } : {})}
          />
        ))}
    </svg>
  );
};

const FunnelLegend = ({ hatch }: { readonly hatch: string }) => (
  <ul className="legend" aria-label="How to read the bars">
    <li>
      <Swatch mark="converted" />
      went on
    </li>
    <li>
      <svg className="swatch" width="18" height="14" aria-hidden="true">
        <PatternLines id={hatch} width={6} height={6} orientation={['diagonal']} className="hatch" />
        <rect className="mark-open" x="1" y="1" width="16" height="12" fill={`url(#${hatch})`} />
      </svg>
      has time left
    </li>
    <li>
      <Swatch mark="dropped" />
      did not get there in time
    </li>
  </ul>
);

const Swatch = ({ mark }: { readonly mark: 'converted' | 'dropped' }) => (
  <svg className="swatch" width="18" height="14" aria-hidden="true">
    <rect className={`mark-${mark}`} x="1" y="1" width="16" height="12" />
  </svg>
);
