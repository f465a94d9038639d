import {
  Card,
  ChartFrame,
  type Column,
  CurveChart,
  DataTable,
  EmptyState,
  formatCount,
  formatDays,
  formatShare,
} from '@laurel/web-ui';
import { answered, api } from '../../api.ts';
import { AS_CSV, DownloadCsv } from '../download-csv.tsx';
import { type Answer, type Group, leavingInWords, medianInWords, nameOf, testInWords } from './curve-in-words.ts';
import { curveQuestionOf, type CurveSearch } from './curve-search.ts';
import { drawn, drawnInWords, timeLabel } from './drawn-groups.ts';
import { Ends } from './ends.tsx';

interface CurveAnswerProps {
  readonly search: CurveSearch;
  readonly answer: Answer;
}

export const CurveAnswer = ({ search, answer, view }: CurveAnswerProps & { readonly view: 'staying' | 'ends' }) => {
  if (answer.groups.every(({ learners }) => learners === 0)) return <NobodyInCurve answer={answer} />;
  return (
    <>
      {view === 'staying' ? <Staying search={search} answer={answer} /> : <Ends search={search} answer={answer} />}
      <Groups search={search} answer={answer} />
    </>
  );
};

const Staying = ({ search, answer: { groups } }: CurveAnswerProps) => (
  <ChartFrame
    title="Who is still in"
    note={`Gone: ${leavingInWords(search)}. Small ticks: somebody finished or was last seen then. The band is the 95% interval. The field calls this a Kaplan-Meier curve.${drawnInWords(groups)}`}
    chart={
      <CurveChart
        start={1}
        showAtRisk
        timeLabel={timeLabel(search)}
        summary={groups.map((group) => `${nameOf(group, search.by)}: ${medianInWords(group)}`).join('. ')}
        lines={drawn(groups).map((group) => ({
          key: JSON.stringify(group.value),
          label: nameOf(group, search.by),
          points: group.curve.map(({ survival, ...point }) => ({ ...point, value: survival })),
        }))}
      />
    }
    table={<Steps search={search} groups={groups} />}
  />
);

type Step = Group['curve'][number] & { readonly name: string };

/** Only the times at which somebody left; the file has every step. */
const Steps = ({ search, groups }: { readonly search: CurveSearch; readonly groups: readonly Group[] }) => (
  <DataTable
    caption="The steps at which somebody left"
    rows={groups.flatMap((group) =>
      group.curve
        .filter(({ events }) => events > 0)
        .map((point): Step => ({ ...point, name: nameOf(group, search.by) })),
    )}
    rowKey={({ name, time }) => `${name} ${time}`}
    columns={[
      { key: 'name', title: search.by ?? 'Of', cell: ({ name }) => name },
      number<Step>('time', 'Day', ({ time }) => formatCount(time)),
      number<Step>('atRisk', 'Still in and watched', ({ atRisk }) => formatCount(atRisk)),
      number<Step>('events', 'Left or silent', ({ events }) => formatCount(events)),
      number<Step>('survival', 'Still in after it', ({ survival }) => formatShare(survival)),
      number<Step>('limits', '95% interval', ({ lower, upper }) => `${formatShare(lower)} to ${formatShare(upper)}`),
    ]}
  />
);

const number = <Row,>(key: string, title: string, cell: (row: Row) => string): Column<Row> => ({
  key,
  title,
  cell,
  numeric: true,
});

const Groups = ({ search, answer }: CurveAnswerProps) => {
  const test = testInWords(answer, search.within);
  return (
    <Card
      title={search.by === undefined ? 'Together' : `By ${search.by}`}
      note="Left out: whose time is not known, who was never watched, or who was gone before the start."
      actions={
        <DownloadCsv
          file="dropout-curve"
          ask={() => answered(api.POST('/v1/questions/dropout-curve', { body: curveQuestionOf(search), ...AS_CSV }))}
        />
      }
    >
      <DataTable
        caption="Figures of each group"
        rows={answer.groups}
        rowKey={({ value }) => JSON.stringify(value)}
        columns={[
          { key: 'name', title: search.by ?? 'Of', cell: (group) => nameOf(group, search.by) },
          number<Group>('learners', 'Enrolments', ({ learners }) => formatCount(learners)),
          number<Group>('events', 'Left or silent', ({ events }) => formatCount(events)),
          number<Group>('completed', 'Finished', ({ completed }) => formatCount(completed)),
          number<Group>('censored', 'Still in when last seen', ({ censored, completed }) =>
            formatCount(censored - completed),
          ),
          { key: 'median', title: 'Median', cell: (group) => <span className="nowrap">{medianInWords(group)}</span> },
          {
            key: 'quarter',
            title: 'A quarter was gone after',
            numeric: true,
            cell: ({ quantiles }) => {
              const time = quantiles.find(({ share }) => share === 0.25)?.time ?? null;
              return time === null ? '–' : formatDays(time);
            },
          },
          number<Group>('leftOut', 'Left out', ({ leftOut, notInCohort }) => formatCount(leftOut + notInCohort)),
        ]}
      />
      {test === undefined ? null : <p className="in-words">{test}</p>}
    </Card>
  );
};

const NobodyInCurve = ({ answer: { groups } }: { readonly answer: Answer }) => {
  const leftOut = groups.reduce((sum, group) => sum + group.leftOut + group.notInCohort, 0);
  return (
    <EmptyState title="Nobody is in this curve">
      <p>
        {leftOut === 0
          ? 'No enrolment fits the conditions.'
          : `${formatCount(leftOut)} enrolments were left out: their time is not known, or they were never watched.`}
      </p>
    </EmptyState>
  );
};
