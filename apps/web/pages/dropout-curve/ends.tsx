import { ChartFrame, type Column, CurveChart, DataTable, formatCount, formatShare } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { type Answer, type Group, leavingInWords, nameOf } from './curve-in-words.ts';
import { type CurveSearch } from './curve-search.ts';
import { drawn, drawnInWords, timeLabel } from './drawn-groups.ts';

type Incidence = Schemas['AskDropoutCurveAnswer']['groups'][number]['completion'][number];

interface EndsProps {
  readonly search: CurveSearch;
  readonly answer: Answer;
}

/** Two ways to end that exclude each other: who finished can no longer leave, and the other way round. */
export const Ends = ({ search, answer: { groups } }: EndsProps) => (
  <>
    <End
      title="Finished by then"
      note={`Share of all who began. Who is gone can no longer finish, and is not counted as if they could.${drawnInWords(groups)}`}
      search={search}
      groups={groups}
      of={({ completion }) => completion}
    />
    <End
      title="Gone by then"
      note={`Share of all who began: ${leavingInWords(search)}. Who finished can no longer leave.${drawnInWords(groups)}`}
      search={search}
      groups={groups}
      of={({ dropout }) => dropout}
    />
  </>
);

interface EndProps {
  readonly title: string;
  readonly note: string;
  readonly search: CurveSearch;
  readonly groups: readonly Group[];
  readonly of: (group: Group) => readonly Incidence[];
}

const End = ({ title, note, search, groups, of }: EndProps) => (
  <ChartFrame
    title={title}
    note={note}
    chart={
      <CurveChart
        start={0}
        timeLabel={timeLabel(search)}
        summary={groups
          .map((group) => `${nameOf(group, search.by)}: ${formatShare(of(group).at(-1)?.cumulativeIncidence ?? 0)}`)
          .join('. ')}
        lines={drawn(groups).map((group) => ({
          key: JSON.stringify(group.value),
          label: nameOf(group, search.by),
          points: of(group).map(({ time, cumulativeIncidence }) => ({
            time,
            value: cumulativeIncidence,
            lower: null,
            upper: null,
            atRisk: null,
            censored: 0,
          })),
        }))}
      />
    }
    table={
      <DataTable
        caption={title}
        rows={groups.flatMap((group) => of(group).map((point): Row => ({ ...point, name: nameOf(group, search.by) })))}
        rowKey={({ name, time }) => `${name} ${time}`}
        columns={columnsBy(search.by)}
      />
    }
  />
);

type Row = Incidence & { readonly name: string };

const columnsBy = (by: string | undefined): readonly Column<Row>[] => [
  { key: 'name', title: by ?? 'Of', cell: ({ name }) => name },
  { key: 'time', title: 'Day', numeric: true, cell: ({ time }) => formatCount(time) },
  { key: 'share', title: 'By then', numeric: true, cell: (row) => formatShare(row.cumulativeIncidence) },
  { key: 'error', title: 'Standard error', numeric: true, cell: ({ standardError }) => formatShare(standardError) },
];
