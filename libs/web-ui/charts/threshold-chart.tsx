import { AxisBottom, AxisLeft } from '@visx/axis';
import { scalePoint, scaleLinear } from '@visx/scale';
import { formatShare } from '../format.ts';
import { apart } from './curve-steps.ts';
import { useWidth } from './use-width.ts';

export interface ThresholdPoint {
  /** Null: of nobody. */
  readonly value: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
}

export interface ThresholdLine {
  readonly label: string;
  /** One for each threshold, in their order. */
  readonly points: readonly ThresholdPoint[];
  /** What others are held against: thin and dashed. */
  readonly isReference?: boolean;
}

interface ThresholdChartProps {
  /** In the order in which they are drawn. */
  readonly thresholds: readonly string[];
  readonly lines: readonly ThresholdLine[];
  /** Under the axis: what is set. */
  readonly thresholdLabel: string;
  /** Says in words what there is to see. */
  readonly summary: string;
}

const HEIGHT = 220;
const MARGIN = { top: 10, left: 48, right: 110, bottom: 44 };
const DASHES = ['', '7 3', '2 3'];
const LABEL_GAP = 15;

/** Shares by the threshold of a rule, with their intervals: what is won and lost by asking more. */
export const ThresholdChart = (props: ThresholdChartProps) => {
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} className="chart" style={{ minHeight: HEIGHT }}>
      {width > 0 ? <Plot {...props} width={width} /> : null}
    </div>
  );
};

const scalesFor = (thresholds: readonly string[], width: number) => ({
  x: scalePoint({ domain: [...thresholds], range: [MARGIN.left, width - MARGIN.right], padding: 0.4 }),
  y: scaleLinear({ domain: [0, 1], range: [HEIGHT - MARGIN.bottom, MARGIN.top] }),
});
type Scales = ReturnType<typeof scalesFor>;

const Plot = ({
  thresholds,
  lines,
  thresholdLabel,
  summary,
  width,
}: ThresholdChartProps & { readonly width: number }) => {
  const scales = scalesFor(thresholds, width);
  const { x, y } = scales;
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
      {y.ticks(4).map((tick) => (
        <line key={tick} className="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
      ))}
      {lines.map((line, index) => (
        <Line key={line.label} line={line} index={index} thresholds={thresholds} scales={scales} />
      ))}
      <EndLabels lines={lines} y={y} left={width - MARGIN.right} />
      <AxisLeft
        scale={y}
        left={MARGIN.left}
        tickValues={y.ticks(4)}
        tickFormat={(value) => formatShare(Number(value))}
        hideAxisLine
        hideTicks
        tickLabelProps={{ className: 'tick', textAnchor: 'end', dx: -4, dy: 4 }}
      />
      <AxisBottom
        scale={x}
        top={HEIGHT - MARGIN.bottom}
        hideTicks
        axisLineClassName="axis"
        tickLabelProps={{ className: 'tick', textAnchor: 'middle', dy: 2 }}
      />
      <text className="tick" x={(MARGIN.left + width - MARGIN.right) / 2} y={HEIGHT - 6} textAnchor="middle">
        {thresholdLabel}
      </text>
    </svg>
  );
};

interface LineProps {
  readonly line: ThresholdLine;
  readonly index: number;
  readonly thresholds: readonly string[];
  readonly scales: Scales;
}

const Line = ({ line: { points, isReference = false }, index, thresholds, scales: { x, y } }: LineProps) => {
  const drawn = points.flatMap(({ value, lower, upper }, place) =>
    value === null ? [] : [{ left: x(thresholds[place] ?? '') ?? 0, value, lower, upper }],
  );
  return (
    <g className={`line-${index}`}>
      <path
        className={isReference ? 'line line-thin' : 'line'}
        strokeDasharray={DASHES[index % DASHES.length]}
        d={drawn.map(({ left, value }, place) => `${place === 0 ? 'M' : 'L'}${left} ${y(value)}`).join('')}
      />
      {drawn.map(({ left, value, lower, upper }) => (
        <g key={left}>
          {lower == null || upper == null ? null : (
            <line className="error-bar" x1={left} x2={left} y1={y(lower)} y2={y(upper)} />
          )}
          {isReference ? null : <circle className="line-dot" cx={left} cy={y(value)} r={3.5} />}
        </g>
      ))}
    </g>
  );
};

const EndLabels = ({
  lines,
  y,
  left,
}: {
  readonly lines: readonly ThresholdLine[];
  readonly y: Scales['y'];
  readonly left: number;
}) => {
  const wanted = lines.map(({ points }) => y(points.findLast(({ value }) => value !== null)?.value ?? 0));
  const placed = apart(wanted, LABEL_GAP, HEIGHT - MARGIN.bottom);
  return lines.map(({ label }, index) => (
    <text key={label} className={`end-label line-${index}`} x={left + 6} y={(placed[index] ?? 0) + 4}>
      {label}
    </text>
  ));
};
