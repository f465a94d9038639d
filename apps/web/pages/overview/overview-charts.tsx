import { ChartFrame, ColumnsChart, DataTable, formatCount, formatDay, formatShare } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { everyWeek } from './every-week.ts';

type Answer = Schemas['AskCourseOverviewAnswer'];

export const EnrolmentsOverTime = ({ weeks: told }: { readonly weeks: Answer['enrolmentsOverTime'] }) => {
  const weeks = everyWeek(told);
  const busiest = weeks.reduce((best, week) => (week.enrolments > best.enrolments ? week : best), {
    week: '',
    enrolments: 0,
  });
  return (
    <ChartFrame
      title="Enrolments over time"
      note="By week; a week begins on Monday."
      chart={
        <ColumnsChart
          summary={`Enrolments of ${weeks.length} weeks. Most, ${formatCount(busiest.enrolments)}, in the week of ${busiest.week ? formatDay(busiest.week) : 'none'}.`}
          points={weeks.map(({ week, enrolments }) => ({
            key: week,
            label: formatDay(week),
            title: `Week of ${formatDay(week)}: ${formatCount(enrolments)}`,
            value: enrolments,
          }))}
        />
      }
      table={
        <DataTable
          caption="Enrolments by week"
          rows={weeks}
          rowKey={({ week }) => week}
          columns={[
            { key: 'week', title: 'Week of', cell: ({ week }) => formatDay(week) },
            { key: 'n', title: 'Enrolments', numeric: true, cell: ({ enrolments }) => formatCount(enrolments) },
          ]}
        />
      }
    />
  );
};

export const ScoreDistribution = ({ bins }: { readonly bins: Answer['scoreDistribution'] }) => {
  const range = ({ from, to }: (typeof bins)[number]) => `${formatShare(from)} – ${formatShare(to)}`;
  const all = bins.reduce((sum, { results }) => sum + results, 0);
  return (
    <ChartFrame
      title="Scores"
      note="Results of assessments, as a share of what could be reached."
      chart={
        <ColumnsChart
          summary={`${formatCount(all)} scored results in ${bins.length} ranges of score.`}
          points={bins.map((bin) => ({
            key: String(bin.from),
            label: range(bin),
            title: `${range(bin)}: ${formatCount(bin.results)}`,
            value: bin.results,
          }))}
        />
      }
      table={
        <DataTable
          caption="Results by range of score"
          rows={bins}
          rowKey={({ from }) => String(from)}
          columns={[
            { key: 'range', title: 'Score', cell: range },
            { key: 'n', title: 'Results', numeric: true, cell: ({ results }) => formatCount(results) },
          ]}
        />
      }
    />
  );
};
