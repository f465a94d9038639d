import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleLinear } from '@visx/scale';
import { formatCount, formatShare } from '../format.ts';
import { apart, atRiskAt, bandPath, censoringMarks, type CurveLine, stepPath, valueAt } from './curve-steps.ts';
import { useWidth } from './use-width.ts';

export interface CurveChartProps {
  /** At most so many as there are patterns of lines; each has a colour, a pattern and its name at its end. */
  readonly lines: readonly CurveLine[];
  /** The value before the first point: 1 of a curve of staying, 0 of an incidence. */
  readonly start: number;
  /** Under the axis: of what, and from when. */
  readonly timeLabel: string;
  /** Says in words what there is to see. */
  readonly summary: string;
  /** Numbers at risk beneath the axis. */
  readonly showAtRisk?: boolean;
}

/** So many lines can be told apart without their colour. */
export const MAX_LINES = 6;
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '4 2', '12 4'];

const HEIGHT = 300;
const MARGIN = { top: 10, left: 52, label: 18 };
const ROW = 18;
const LABEL_GAP = 15;
const LETTER_WIDTH = 8;
const TICK_WIDTH = 70;

/** Step curves with their band of confidence, marks of censoring and the number at risk. */
export const CurveChart = (props: CurveChartProps) => {
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} className="chart curve-chart" style={{ minHeight: HEIGHT + MARGIN.label * 2 }}>
      {width > 0 ? <CurvePlot {...props} width={width} /> : null}
    </div>
  );
};

interface CurvePlotProps extends CurveChartProps {
  readonly width: number;
}

const shortened = (label: string, most: number): string =>
  label.length > most ? `${label.slice(0, Math.max(1, most - 1))}…` : label;

/** Where everything stands, for a width in pixels. */
const layoutOf = ({ lines, width }: CurvePlotProps) => {
  const letters = width < 520 ? 9 : 18;
  const longest = Math.max(...lines.map(({ label }) => Math.min(letters, label.length)), 1);
  const right = width - longest * LETTER_WIDTH - 12;
  const times = lines.flatMap(({ points }) => [points[0]?.time ?? 0, points.at(-1)?.time ?? 0]);
  const from = Math.min(0, ...times);
  const x = scaleLinear({ domain: [from, Math.max(1, ...times)], range: [MARGIN.left, right] });
  const y = scaleLinear({ domain: [0, 1], range: [HEIGHT, MARGIN.top] });
  return { letters, right, from, x, y, ticks: x.ticks(Math.max(2, Math.floor((right - MARGIN.left) / TICK_WIDTH))) };
};
type Layout = ReturnType<typeof layoutOf>;

/** The drawing at a known width. */
export const CurvePlot = (props: CurvePlotProps) => {
  const { lines, start, timeLabel, summary, showAtRisk = false, width } = props;
  const layout = layoutOf(props);
  const { x, y, ticks, right } = layout;
  const top = HEIGHT + MARGIN.label * 2 + ROW;
  return (
    <svg width={width} height={showAtRisk ? top + (lines.length + 1) * ROW : top} role="img" aria-label={summary}>
      {y.ticks(4).map((tick) => (
        <line key={tick} className="grid" x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} />
      ))}
      {lines.map((line, index) => (
        <Curve key={line.key} line={line} index={index} start={start} layout={layout} />
      ))}
      <EndLabels lines={lines} start={start} layout={layout} />
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
        top={HEIGHT}
        tickValues={ticks}
        tickFormat={(value) => formatCount(Number(value))}
        hideTicks
        axisLineClassName="axis"
        tickLabelProps={{ className: 'tick', textAnchor: 'middle', dy: 2 }}
      />
      <text className="tick" x={(MARGIN.left + right) / 2} y={HEIGHT + MARGIN.label * 2} textAnchor="middle">
        {timeLabel}
      </text>
      {showAtRisk ? <AtRiskRows lines={lines} layout={layout} top={top} /> : null}
    </svg>
  );
};

const MARK = 4;

const Curve = ({
  line: { points },
  index,
  start,
  layout,
}: {
  readonly line: CurveLine;
  readonly index: number;
  readonly start: number;
  readonly layout: Layout;
}) => (
  <g className={`line-${index % MAX_LINES}`}>
    <path className="band" d={bandPath(points, layout)} />
    <path
      className="line"
      d={stepPath(points, start, layout.from, layout)}
      strokeDasharray={DASHES[index % MAX_LINES]}
    />
    <path
      className="censoring"
      d={censoringMarks(points, layout)
        .map((place) => `M${place.x} ${place.y - MARK}v${2 * MARK}`)
        .join('')}
    />
  </g>
);

const EndLabels = ({
  lines,
  start,
  layout: { x, y, right, letters },
}: {
  readonly lines: readonly CurveLine[];
  readonly start: number;
  readonly layout: Layout;
}) => {
  const wanted = lines.map(({ points }) => y(valueAt(points, start, points.at(-1)?.time ?? 0)));
  const placed = apart(wanted, LABEL_GAP, HEIGHT);
  return lines.map(({ key, label, points }, index) => (
    <g key={key} className={`line-${index % MAX_LINES}`}>
      <line
        className="lead-line"
        x1={x(points.at(-1)?.time ?? 0) + 2}
        y1={wanted[index]}
        x2={right + 4}
        y2={placed[index]}
      />
      <text className="end-label" x={right + 8} y={(placed[index] ?? 0) + 4}>
        {shortened(label, letters)}
      </text>
    </g>
  ));
};

const AtRiskRows = ({
  lines,
  layout: { x, ticks, right, letters },
  top,
}: {
  readonly lines: readonly CurveLine[];
  readonly layout: Layout;
  readonly top: number;
}) => (
  <g>
    <text className="tick" x={0} y={top}>
      Still in and watched
    </text>
    {lines.map(({ key, label, points }, index) => (
      <g key={key} className={`line-${index % MAX_LINES}`}>
        {ticks.map((tick) => (
          <text key={tick} className="tick" x={x(tick)} y={top + (index + 1) * ROW} textAnchor="middle">
            {formatCount(atRiskAt(points, tick) ?? 0)}
          </text>
        ))}
        <text className="end-label" x={right + 8} y={top + (index + 1) * ROW}>
          {shortened(label, letters)}
        </text>
      </g>
    ))}
  </g>
);
