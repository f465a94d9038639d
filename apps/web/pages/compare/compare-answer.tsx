import {
  Card,
  ChartFrame,
  type Column,
  DataTable,
  EmptyState,
  formatCount,
  formatNumber,
  formatShare,
  type IntervalPoint,
  IntervalsChart,
  Select,
} from '@laurel/web-ui';
import { answered, api, type Schemas } from '../../api.ts';
import { AS_CSV, DownloadCsv } from '../download-csv.tsx';
import { compareQuestionOf, type CompareSearch, FIGURES } from './compare-search.ts';
import {
  differenceOf,
  FIGURE_NAMES,
  type FigureName,
  formatPoints,
  formatSigned,
  groupName,
  pointOf,
} from './figures-compared.ts';

type Answer = Schemas['AskCompareAnswer'];
type Group = Answer['groups'][number];

interface CompareAnswerProps {
  readonly search: CompareSearch;
  readonly answer: Answer;
  readonly figure: FigureName;
  readonly onFigure: (figure: FigureName) => void;
}

export const CompareAnswer = ({ search, answer, figure, onFigure }: CompareAnswerProps) => {
  const { groups } = answer;
  if (groups.every(({ enrolments }) => enrolments === 0)) return <NothingToCompare />;
  return (
    <>
      <div className="figure-choice">
        <Select
          label="Figure"
          value={figure}
          options={FIGURES.map((value) => ({ value, text: FIGURE_NAMES[value] }))}
          onChange={(chosen) => onFigure(FIGURES.find((one) => one === chosen) ?? 'finished')}
        />
      </div>
      <Points
        title={FIGURE_NAMES[figure]}
        note={
          figure === 'score'
            ? 'Each enrolment counts once.'
            : 'Each with its 95% interval. A hollow dot: too few to say much.'
        }
        points={groups.map((group) => pointOf(group, figure))}
        domain={[0, 1]}
        format={formatShare}
      />
      <Differences answer={answer} figure={figure} />
      <AllFigures search={search} answer={answer} />
    </>
  );
};

interface PointsProps {
  readonly title: string;
  readonly note: string;
  readonly points: readonly IntervalPoint[];
  readonly domain: readonly [number, number];
  readonly format: (value: number | null) => string;
  readonly formatLimit?: (value: number | null) => string;
  readonly reference?: number;
}

const Points = ({ title, note, points, ...scale }: PointsProps) => (
  <ChartFrame
    title={title}
    note={note}
    chart={<IntervalsChart points={points} {...scale} />}
    table={
      <DataTable
        caption={title}
        rows={points}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'name',
            title: 'Group',
            cell: ({ label, isBaseline }) => `${label}${isBaseline ? ' (compared with)' : ''}`,
          },
          { key: 'estimate', title: 'Figure', numeric: true, cell: ({ estimate }) => scale.format(estimate) },
          { key: 'lower', title: 'At least', numeric: true, cell: ({ lower }) => scale.format(lower) },
          { key: 'upper', title: 'At most', numeric: true, cell: ({ upper }) => scale.format(upper) },
          { key: 'of', title: 'Of', cell: ({ of = '', small }) => `${of}${small ? ', too few to say much' : ''}` },
        ]}
      />
    }
  />
);

const Differences = ({ answer, figure }: { readonly answer: Answer; readonly figure: FigureName }) => {
  const { groups, intervals } = answer;
  const baseline = groups.find((group) => group.baseline);
  const points = groups.flatMap((group) => differenceOf(group, figure) ?? []);
  if (!baseline || points.length === 0) return null;
  const widest = Math.max(0.01, ...points.flatMap(({ lower, upper }) => [Math.abs(lower ?? 0), Math.abs(upper ?? 0)]));
  return (
    <Points
      title={`Difference from ${groupName(baseline)}`}
      note={`${FIGURE_NAMES[figure]}. The dashed line is no difference; of the ${formatCount(intervals.differences)} intervals of all figures about ${formatNumber(intervals.missedByChance)} miss the truth by chance alone. What goes along with a group is not caused by it.`}
      points={points}
      domain={[-widest, widest]}
      format={formatPoints}
      formatLimit={formatSigned}
      reference={0}
    />
  );
};

const AllFigures = ({ search, answer }: { readonly search: CompareSearch; readonly answer: Answer }) => (
  <Card
    title="All figures"
    note={
      answer.leftOut === 0
        ? 'The largest groups first.'
        : `The largest groups first; ${formatCount(answer.leftOut)} smaller ones are left out.`
    }
    actions={
      <DownloadCsv
        file="compare"
        ask={() => answered(api.POST('/v1/questions/compare', { body: compareQuestionOf(search), ...AS_CSV }))}
      />
    }
  >
    <DataTable
      caption="All figures of each group"
      columns={columns}
      rows={answer.groups}
      rowKey={({ value }) => JSON.stringify(value)}
    />
  </Card>
);

const figureColumn = (figure: FigureName): Column<Group> => ({
  key: figure,
  title: FIGURE_NAMES[figure],
  numeric: true,
  sortBy: (group) => pointOf(group, figure).estimate ?? -1,
  cell: (group) => formatShare(pointOf(group, figure).estimate),
});

const columns: readonly Column<Group>[] = [
  { key: 'name', title: 'Group', sortBy: groupName, cell: groupName },
  {
    key: 'enrolments',
    title: 'Enrolments',
    numeric: true,
    sortBy: ({ enrolments }) => enrolments,
    cell: ({ enrolments }) => formatCount(enrolments),
  },
  ...FIGURES.map(figureColumn),
];

const NothingToCompare = () => (
  <EmptyState title="There is nothing to compare">
    <p>No enrolment fits the conditions. Look at the course, the run and the days.</p>
  </EmptyState>
);
