import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { formatCount } from '../format.ts';
import { useWidth } from './use-width.ts';

export interface ColumnPoint {
  readonly key: string;
  /** Under the axis. */
  readonly label: string;
  /** When pointed at. */
  readonly title: string;
  readonly value: number;
}

const HEIGHT = 240;
const MARGIN = { top: 12, right: 4, bottom: 28, left: 52 };
const LABEL_WIDTH = 104;

/** Counts along an ordered axis. `summary` says in words what there is to see. */
export const ColumnsChart = ({
  points,
  summary,
}: {
  readonly points: readonly ColumnPoint[];
  readonly summary: string;
}) => {
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} className="chart" style={{ height: HEIGHT }}>
      {width > 0 ? <Columns points={points} summary={summary} width={width} /> : null}
    </div>
  );
};

const Columns = ({
  points,
  summary,
  width,
}: {
  readonly points: readonly ColumnPoint[];
  readonly summary: string;
  readonly width: number;
}) => {
  const bottom = HEIGHT - MARGIN.bottom;
  const x = scaleBand({
    domain: points.map(({ key }) => key),
    range: [MARGIN.left, width - MARGIN.right],
    padding: points.length > 60 ? 0 : 0.2,
  });
  const most = Math.max(1, ...points.map(({ value }) => value));
  const y = scaleLinear({ domain: [0, most], range: [bottom, MARGIN.top], nice: 4 });
  const labels = new Map(points.map(({ key, label }) => [key, label]));
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
      {y.ticks(4).map((tick) => (
        <line key={tick} className="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
      ))}
      {points.map(({ key, title, value }) => (
        <Bar
          key={key}
          className="mark"
          x={x(key) ?? 0}
          y={y(value)}
          width={Math.max(1, x.bandwidth())}
          height={bottom - y(value)}
        >
          <title>{title}</title>
        </Bar>
      ))}
      <AxisLeft
        scale={y}
        left={MARGIN.left}
        tickValues={y.ticks(4).filter(Number.isInteger)}
        tickFormat={(value) => formatCount(Number(value))}
        hideAxisLine
        hideTicks
        tickLabelProps={{ className: 'tick', textAnchor: 'end', dx: -4, dy: 4 }}
      />
      <AxisBottom
        scale={x}
        top={bottom}
        tickValues={readable(points, width).map(({ key }) => key)}
        tickFormat={(key) => labels.get(key) ?? ''}
        hideTicks
        axisLineClassName="axis"
        tickLabelProps={{ className: 'tick', textAnchor: 'middle', dy: 2 }}
      />
    </svg>
  );
};

/** As many labels as fit without touching each other. */
const readable = (points: readonly ColumnPoint[], width: number): readonly ColumnPoint[] => {
  const every = Math.max(1, Math.ceil((points.length * LABEL_WIDTH) / Math.max(LABEL_WIDTH, width - MARGIN.left)));
  return points.filter((_, index) => index % every === 0);
};
