import { scaleLinear } from '@visx/scale';
import { formatShare } from '../format.ts';

export interface IntervalPoint {
  readonly key: string;
  readonly label: string;
  /** Null: nobody to count among. */
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** So few that it says little: drawn hollow, and said in words. */
  readonly small?: boolean;
  /** The group that others are held against. */
  readonly isBaseline?: boolean;
  /** Beside the estimate, such as "12 of 40". */
  readonly of?: string;
}

interface IntervalsChartProps {
  readonly points: readonly IntervalPoint[];
  readonly domain: readonly [number, number];
  readonly format?: (value: number | null) => string;
  /** Of the limits, where a unit at the estimate is enough. */
  readonly formatLimit?: (value: number | null) => string;
  /** A vertical line at this value, such as no difference. */
  readonly reference?: number;
}

/**
 * Dots and whiskers on a common scale, one row for each group. Every number stands beside its drawing in words, so the
 * drawing itself is for the eye only.
 */
export const IntervalsChart = ({
  points,
  domain,
  format = formatShare,
  formatLimit = format,
  reference,
}: IntervalsChartProps) => (
  <ul className="intervals">
    {points.map((point) => (
      <li key={point.key}>
        <span className="interval-label">
          {point.label}
          {point.isBaseline ? <span className="small"> (compared with)</span> : null}
        </span>
        <Whiskers point={point} domain={domain} reference={reference} />
        <span className="interval-words">
          <strong>{format(point.estimate)}</strong>{' '}
          <span className="small">
            {point.lower === null || point.upper === null
              ? ''
              : `${formatLimit(point.lower)} to ${formatLimit(point.upper)}`}
            {point.of ? ` · ${point.of}` : ''}
            {point.small ? ' · too few to say much' : ''}
          </span>
        </span>
      </li>
    ))}
  </ul>
);

const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;
const EDGE = 2;

const Whiskers = ({
  point: { estimate, lower, upper, small = false },
  domain: [from, to],
  reference,
}: {
  readonly point: IntervalPoint;
  readonly domain: readonly [number, number];
  readonly reference: number | undefined;
}) => {
  const x = scaleLinear({ domain: [from, to], range: [EDGE, 100 - EDGE], clamp: true });
  const at = (value: number): string => `${x(value)}%`;
  return (
    <svg className="interval-plot" width="100%" height={HEIGHT} aria-hidden="true">
      <line className="axis" x1={at(from)} x2={at(to)} y1={MIDDLE} y2={MIDDLE} />
      {reference === undefined ? null : (
        <line className="reference" x1={at(reference)} x2={at(reference)} y1={0} y2={HEIGHT} />
      )}
      {lower === null || upper === null ? null : (
        <>
          <line className="whisker" x1={at(lower)} x2={at(upper)} y1={MIDDLE} y2={MIDDLE} />
          {[lower, upper].map((end, index) => (
            <line key={index} className="whisker" x1={at(end)} x2={at(end)} y1={MIDDLE - 4} y2={MIDDLE + 4} />
          ))}
        </>
      )}
      {estimate === null ? null : (
        <circle className={small ? 'dot-small' : 'dot'} cx={at(estimate)} cy={MIDDLE} r={4.5} />
      )}
    </svg>
  );
};
