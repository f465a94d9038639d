import { Choice, EmptyState, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { bare } from '../../search.ts';
import { AboutAnswer } from '../about-answer.tsx';
import { AsKnownOn } from '../as-known-on.tsx';
import { inPlace } from '../conditions-of-place.ts';
import { CourseTable } from './course-table.tsx';
import { EnrolmentsOverTime, ScoreDistribution } from './overview-charts.tsx';
import { overviewSearch } from './overview-search.ts';
import { Totals } from './totals.tsx';

const route = getRouteApi('/');

export const OverviewPage = () => {
  const { by = 'course', course, asOf } = route.useSearch();
  const navigate = route.useNavigate();
  const overview = useQuery({
    queryKey: ['course-overview', by, course, asOf],
    queryFn: () =>
      answered(
        api.POST('/v1/questions/course-overview', {
          body: { by, where: inPlace(bare({ course })), ...bare({ asOf }) },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title={course === undefined ? 'Overview' : `Overview of ${course}`}
        lead="Who enrolled, who is still learning, who finished, and who left."
        actions={
          <Choice
            label="A row for each"
            value={by}
            options={[
              ['course', 'By course'],
              ['run', 'By run'],
            ]}
            onChange={(chosen) => void navigate({ search: (now) => ({ ...now, by: chosen }) })}
          />
        }
      />
      {course === undefined ? null : (
        <p>
          <Link to="/" search={bare({ by, asOf })}>
            ← All courses
          </Link>
        </p>
      )}
      <AsKnownOn
        asOf={asOf}
        onChange={(at) => void navigate({ search: (now) => overviewSearch({ ...now, asOf: at }) })}
      />
      {overview.isPending ? <Loading what="the overview" height="60rem" /> : null}
      {overview.isError ? (
        <ErrorNotice error={factsOf(overview.error)} onRetry={() => void overview.refetch()} />
      ) : null}
      {overview.data ? <Answer answer={overview.data} by={by} asOf={asOf} /> : null}
    </>
  );
};

const Answer = ({
  answer,
  by,
  asOf,
}: {
  readonly answer: Schemas['AskCourseOverviewAnswer'];
  readonly by: 'course' | 'run';
  readonly asOf: string | undefined;
}) =>
  answer.totals.enrolments === 0 ? (
    <div className="stack">
      <EmptyState title="Nobody is enrolled yet">
        <p>
          Laurel counts what other systems tell it. Send the first event to <code>POST /v1/events</code>, or import a
          file:
        </p>
        <pre tabIndex={0}>
          <code>npx laurel import csv --mapping your.mapping.yaml your.csv</code>
        </pre>
        <p>
          Told already, and not here? Look at the <Link to="/dead-letters">dead letters</Link> and at the{' '}
          <Link to="/doctor">health</Link> of the projection.
        </p>
      </EmptyState>
      <AboutAnswer meta={answer.meta} />
    </div>
  ) : (
    <div className="stack">
      <Totals totals={answer.totals} />
      <CourseTable rows={answer.rows} by={by} asOf={asOf} />
      <div className="halves">
        <EnrolmentsOverTime weeks={answer.enrolmentsOverTime} />
        <ScoreDistribution bins={answer.scoreDistribution} />
      </div>
      <AboutAnswer meta={answer.meta} />
    </div>
  );
