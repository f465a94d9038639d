import { Card, type Column, DataTable, formatCount, formatShare } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { type Schemas } from '../../api.ts';
import { bare } from '../../search.ts';
import { courseFunnelAddress } from '../funnel/question.ts';
import { finishedOf } from './totals.tsx';

type Row = Schemas['AskCourseOverviewAnswer']['rows'][number];

const count = (key: string, title: string, of: (row: Row) => number): Column<Row> => ({
  key,
  title,
  numeric: true,
  sortBy: of,
  cell: (row) => formatCount(of(row)),
});
const share = (key: string, title: string, of: (row: Row) => number | null): Column<Row> => ({
  key,
  title,
  numeric: true,
  sortBy: (row) => of(row) ?? -1,
  cell: (row) => formatShare(of(row)),
});

const columnsAsOf = (asOf: string | undefined): readonly Column<Row>[] => [
  {
    key: 'course',
    title: 'Course',
    sortBy: ({ course }) => course,
    cell: ({ course, run }) => (
      <Link to="/" search={bare({ by: 'run' as const, course, asOf })}>
        {course}
        {run === null ? '' : ` · ${run || 'no run told'}`}
      </Link>
    ),
  },
  count('enrolments', 'Enrolments', (row) => row.enrolments),
  count('current', 'Still learning', (row) => row.current),
  count('neverStarted', 'Never started', (row) => row.neverStarted),
  count('withdrawn', 'Left', (row) => row.withdrawn),
  count('finished', 'Finished', finishedOf),
  share('completionRate', 'Finished, of enrolments', (row) => row.completionRate),
  share('passRate', 'Passed, of finished', (row) => row.passRate),
  share('median', 'Median score', (row) => row.assessments.medianScaled),
  {
    key: 'funnel',
    title: 'Where they get lost',
    cell: ({ course, run }) => (
      <Link
        to="/funnel"
        search={{ ...courseFunnelAddress(course, run), ...bare({ asOf }) }}
        aria-label={`Funnel of ${course} ${run ?? ''}`}
      >
        Funnel
      </Link>
    ),
  },
];

export const CourseTable = ({
  rows,
  by,
  asOf,
}: {
  readonly rows: readonly Row[];
  readonly by: 'course' | 'run';
  readonly asOf: string | undefined;
}) => (
  <Card title={by === 'course' ? 'Courses' : 'Runs'}>
    <DataTable
      caption={by === 'course' ? 'Figures of each course' : 'Figures of each run'}
      columns={columnsAsOf(asOf)}
      rows={rows}
      rowKey={({ course, run }) => JSON.stringify([course, run])}
    />
  </Card>
);
