import {
  ChartFrame,
  ColumnsChart,
  DataTable,
  formatCount,
  formatDay,
  formatDuration,
  formatShare,
  IntervalsChart,
} from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { allStepsPoint, didAllOf, enteredOf, rateOf } from './all-steps.ts';

type Answer = Schemas['AskFunnelAnswer'];
type Period = NonNullable<Answer['trend']>[number];

/** By when they entered. The latest may rise yet: who entered lately has time left. */
export const FunnelTrend = ({ answer: { trend } }: { readonly answer: Answer }) =>
  trend === null ? null : (
    <ChartFrame
      title="Did all steps, by when they entered"
      note="Of those who entered, with the 95% interval. The latest may rise yet: who has time left is not there yet."
      chart={
        <IntervalsChart
          domain={[0, 1]}
          points={trend.map((period) => {
            const point = allStepsPoint(period.from, formatDay(period.from), period.steps);
            return { ...point, of: `${point.of}${leftInWords(period)}` };
          })}
        />
      }
      table={
        <DataTable
          caption="Figures by when they entered"
          rows={trend}
          rowKey={({ from }) => from}
          columns={[
            { key: 'from', title: 'From', cell: ({ from }) => formatDay(from) },
            numeric('entered', 'Entered', (period) => formatCount(enteredOf(period.steps))),
            numeric('all', 'Did all steps', (period) => formatCount(didAllOf(period.steps))),
            numeric('rate', 'Of those who entered', (period) => formatShare(rateOf(period.steps))),
            numeric('open', 'Have time left', (period) => formatCount(openIn(period))),
          ]}
        />
      }
    />
  );

const numeric = (key: string, title: string, cell: (period: Period) => string) => ({ key, title, cell, numeric: true });

/** Anywhere on the way. */
const openIn = ({ steps }: Period): number => steps.slice(0, -1).reduce((sum, { open }) => sum + open, 0);

const leftInWords = (period: Period): string => {
  const open = openIn(period);
  if (open === 0) return '';
  return ` · ${formatCount(open)} ${open === 1 ? 'has' : 'have'} time left`;
};

/** How long it took those who did all steps. */
export const TimeToConvert = ({ answer: { steps, timeToConvert } }: { readonly answer: Answer }) => {
  const took = steps.at(-1)?.secondsFromFirst;
  if (!took || timeToConvert.length === 0) return null;
  const range = ({ fromSeconds, toSeconds }: Answer['timeToConvert'][number]) =>
    `${formatDuration(fromSeconds)} to ${formatDuration(toSeconds)}`;
  const words = `Half took at most ${formatDuration(took.median)}, nine of ten at most ${formatDuration(took.p90)}; on average ${formatDuration(took.mean)}.`;
  return (
    <ChartFrame
      title="How long it took those who did all steps"
      note={words}
      chart={
        <ColumnsChart
          summary={words}
          points={timeToConvert.map((bin) => ({
            key: String(bin.fromSeconds),
            label: formatDuration(bin.fromSeconds),
            title: `${range(bin)}: ${formatCount(bin.count)}`,
            value: bin.count,
          }))}
        />
      }
      table={
        <DataTable
          caption="Who did all steps, by how long it took"
          rows={timeToConvert}
          rowKey={({ fromSeconds }) => String(fromSeconds)}
          columns={[
            { key: 'range', title: 'From the first step to the last', cell: range },
            { key: 'n', title: 'Did all steps', numeric: true, cell: ({ count }) => formatCount(count) },
          ]}
        />
      }
    />
  );
};
