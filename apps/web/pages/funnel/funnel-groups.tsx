import { type FunnelQuestion } from '@laurel/contracts';
import {
  Button,
  ChartFrame,
  type Column,
  DataTable,
  formatCount,
  formatDuration,
  IntervalsChart,
} from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { allStepsPoint } from './all-steps.ts';
import { type Behind } from './behind.ts';

type Answer = Schemas['AskFunnelAnswer'];

interface Group {
  readonly key: string;
  readonly name: string;
  readonly value: NonNullable<Behind['value']> | null;
  readonly steps: Answer['steps'];
}

interface FunnelGroupsProps {
  readonly question: FunnelQuestion;
  readonly answer: Answer;
  readonly onOpen: (behind: Behind) => void;
}

/** The same funnel for each value of the breakdown: how many did all steps, side by side. */
export const FunnelGroups = ({ question, answer, onOpen }: FunnelGroupsProps) => {
  if (question.breakdown === undefined || answer.breakdown === null) return null;
  const groups = groupsOf(answer);
  return (
    <ChartFrame
      title={`Did all steps, by ${question.breakdown.by}`}
      note="Of those who entered, with the 95% interval. Who has time left has not done all steps yet."
      chart={
        <IntervalsChart
          domain={[0, 1]}
          points={groups.map(({ key, name, steps }) => allStepsPoint(key, name, steps))}
        />
      }
      table={
        <DataTable
          caption="Figures of each group"
          columns={columnsOf(question, onOpen)}
          rows={groups}
          rowKey={({ key }) => key}
        />
      }
    />
  );
};

const groupsOf = ({ breakdown, other }: Answer): readonly Group[] => [
  ...(breakdown ?? []).map(({ value, steps }) => ({
    key: JSON.stringify(value),
    name: value ?? 'not told',
    value,
    steps,
  })),
  ...(other
    ? [
        {
          key: 'other',
          name: `${formatCount(other.values)} other values`,
          value: { other: true as const },
          steps: other.steps,
        },
      ]
    : []),
];

const columnsOf = (question: FunnelQuestion, onOpen: (behind: Behind) => void): readonly Column<Group>[] => [
  { key: 'group', title: question.breakdown?.by ?? '', cell: ({ name }) => name },
  ...question.steps.map((_, index): Column<Group> => ({
    key: String(index),
    title: index === 0 ? 'Entered' : `Reached step ${index + 1}`,
    numeric: true,
    sortBy: ({ steps }) => steps[index]?.reached ?? 0,
    cell: ({ name, value, steps }) => (
      <Button
        kind="quiet"
        label={`${formatCount(steps[index]?.reached ?? 0)}: who of ${name} reached step ${index + 1}`}
        onPress={() => onOpen({ step: index + 1, place: 'reached', value })}
      >
        {formatCount(steps[index]?.reached ?? 0)}
      </Button>
    ),
  })),
  {
    key: 'median',
    title: 'Half of those who did all took',
    numeric: true,
    cell: ({ steps }) => formatDuration(steps.at(-1)?.secondsFromFirst?.median ?? null),
  },
];
