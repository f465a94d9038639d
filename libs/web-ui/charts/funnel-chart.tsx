import { PatternLines } from '@visx/pattern';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { Fragment, type ReactNode, useId } from 'react';
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

export type FunnelPart = 'reached' | 'converted' | 'open' | 'dropped';

interface FunnelChartProps {
  readonly steps: readonly FunnelPlace[];
  /** Opens who stands behind a part of the bar of the step at this index. */
  readonly onPick?: (index: number, part: FunnelPart) => void;
}

const BAR_HEIGHT = 26;

/**
 * One bar per step on a common scale. Who went on is solid, who did not get there in time is grey, and who has time left
 * is drawn as open: hatched, because nobody knows yet. Every number stands beside its bar in words, so the drawing
 * itself is for the eye only.
 */
export const FunnelChart = ({ steps, onPick }: FunnelChartProps) => {
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
                <Pick
                  name={`Who reached ${step.name}`}
                  onPick={onPick && step.reached > 0 ? () => onPick(index, 'reached') : undefined}
                >
                  <strong>{formatCount(step.reached)}</strong>{' '}
                  {index === 0 ? 'entered' : formatShare(step.rateFromFirst)}
                </Pick>
              </span>
            </div>
            <FunnelBar step={step} most={most} hatch={hatch} onPick={(part) => onPick?.(index, part)} />
            {index < steps.length - 1 ? (
              <p className="funnel-words">
                <PartsInWords step={step} onPick={onPick && ((part) => onPick(index, part))} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
};

const Pick = ({
  name,
  onPick,
  children,
}: {
  readonly name: string;
  readonly onPick: (() => void) | undefined;
  readonly children: ReactNode;
}) =>
  onPick ? (
    <button type="button" className="funnel-part" title={name} onClick={onPick}>
      {children}
    </button>
  ) : (
    children
  );

interface PartsProps {
  readonly step: FunnelPlace;
  readonly onPick: ((part: FunnelPart) => void) | undefined;
}

const partsOf = ({ converted, open, dropped }: FunnelPlace) =>
  [
    { part: 'converted', count: converted, words: 'went on' },
    { part: 'open', count: open, words: open === 1 ? 'has time left' : 'have time left' },
    { part: 'dropped', count: dropped, words: 'did not get there in time' },
  ] as const;

const PartsInWords = ({ step, onPick }: PartsProps) =>
  partsOf(step)
    .filter(({ part, count }) => count > 0 || part === 'converted')
    .map(({ part, count, words }, index) => (
      <Fragment key={part}>
        {index === 0 ? '' : ' · '}
        <Pick name={`Who ${words}`} onPick={onPick && count > 0 ? () => onPick(part) : undefined}>
          {formatCount(count)} {words}
        </Pick>
      </Fragment>
    ));

const FunnelBar = ({
  step,
  most,
  hatch,
  onPick,
}: {
  readonly step: FunnelPlace;
  readonly most: number;
  readonly hatch: string;
  readonly onPick: (part: FunnelPart) => void;
}) => {
  const x = scaleLinear({ domain: [0, most], range: [0, 100] });
  const parts = partsOf(step).map(({ part, count }, index, all) => ({
    part,
    count,
    from: all.slice(0, index).reduce((sum, before) => sum + before.count, 0),
  }));
  return (
    <svg className="funnel-bar" width="100%" height={BAR_HEIGHT} aria-hidden="true">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ part, from, count }) => (
          <Bar
            key={part}
            className={`mark-${part}`}
            data-pickable="true"
            x={`${x(from)}%`}
            y={1}
            width={`${x(count)}%`}
            height={BAR_HEIGHT - 2}
            onClick={() => onPick(part)}
            {...(part === 'open' ? { fill: `url(#${hatch})` } : {})}
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
