import {
  ChartFrame,
  type Column,
  DataTable,
  formatCount,
  formatDays,
  formatShare,
  ThresholdChart,
} from '@laurel/web-ui';
import { type Schemas } from '../../../api.ts';
import { type Parameter } from './back-test-search.ts';

type Tried = Schemas['BackTestRuleAnswer']['sweep'][number];
type Rate = Tried['figures']['precision'];

interface SweepProps {
  readonly sweep: readonly Tried[];
  readonly parameter: Parameter | undefined;
}

/** The same rule with other values: asking less finds more of those who leave, and flags more who stay. */
export const Sweep = ({ sweep, parameter }: SweepProps) => (
  <ChartFrame
    title="With other values"
    note={`Now ${parameter?.value ?? 'not limited'}. Asking less finds more of those who leave, and flags more who stay.`}
    chart={
      <ThresholdChart
        thresholds={sweep.map(({ value }) => String(value))}
        thresholdLabel={parameter?.label ?? ''}
        summary={`Precision and recall by ${parameter?.label ?? 'value'}: ${sweep.map(inWords).join('; ')}`}
        lines={[
          { label: 'precision', points: sweep.map(({ figures }) => pointOf(figures.precision)) },
          { label: 'recall', points: sweep.map(({ figures }) => pointOf(figures.recall)) },
          {
            label: 'by lot',
            isReference: true,
            points: sweep.map(({ figures }) => ({ value: figures.atRandom.precision })),
          },
        ]}
      />
    }
    table={
      <DataTable
        caption="The rule with other values"
        columns={columnsOf(parameter)}
        rows={sweep}
        rowKey={({ value }) => String(value)}
      />
    }
  />
);

const pointOf = ({ rate, lower, upper }: Rate) => ({ value: rate, lower, upper });

const inWords = ({ value, figures: { precision, recall } }: Tried): string =>
  `${value}: precision ${formatShare(precision.rate)}, recall ${formatShare(recall.rate)}`;

const interval = ({ rate, lower, upper }: Rate): string =>
  rate === null ? '–' : `${formatShare(rate)} (${formatShare(lower)} to ${formatShare(upper)})`;

const columnsOf = (parameter: Parameter | undefined): readonly Column<Tried>[] => [
  { key: 'value', title: parameter?.label ?? 'Value', cell: ({ value }) => String(value ?? 'not limited') },
  { key: 'flagged', title: 'Flagged', numeric: true, cell: ({ figures }) => formatCount(figures.flagged) },
  {
    key: 'precision',
    title: 'Left, of those flagged',
    numeric: true,
    cell: ({ figures }) => interval(figures.precision),
  },
  {
    key: 'lot',
    title: 'By lot on the same days',
    numeric: true,
    cell: ({ figures }) => formatShare(figures.atRandom.precision),
  },
  {
    key: 'recall',
    title: 'Flagged before, of those who left',
    numeric: true,
    cell: ({ figures }) => interval(figures.recall),
  },
  {
    key: 'lead',
    title: 'Days to act (median)',
    numeric: true,
    cell: ({ figures: { leadTime } }) => (leadTime === null ? '–' : formatDays(leadTime.median)),
  },
];
