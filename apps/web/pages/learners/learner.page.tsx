import { Button, EmptyState, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answered, api, factsOf } from '../../api.ts';
import { bare } from '../../search.ts';
import { AsKnownOn } from '../as-known-on.tsx';
import { Filters } from '../filters.tsx';
import { learnerSearch, type LearnerSearch } from './learner-search.ts';
import { isFact, Timeline } from './timeline.tsx';

const route = getRouteApi('/learners/$id');
const FIELDS = [['course', 'Course']] as const;
const PAGE = 200;

const timelineQuery = (id: string, { course, asOf }: LearnerSearch) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id, course, asOf],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/v1/learners/{id}/timeline', {
          params: {
            path: { id },
            query: { ...bare({ course, asOf }), limit: PAGE, ...(pageParam === '' ? {} : { after: pageParam }) },
          },
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });

/** Everything about one learner, by pseudonym: facts that were told, and what Laurel decided and sent. */
export const LearnerPage = () => {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title={`Learner ${id}`}
        lead="Every fact that was told, every decision and every message, newest first, with the source of each."
        actions={
          <Link to="/learners/$id/ledger" params={{ id }}>
            The ledger: why each message came, or did not
          </Link>
        }
      />
      <AsKnownOn
        asOf={search.asOf}
        onChange={(asOf) => void navigate({ search: (now) => learnerSearch({ ...now, asOf }) })}
      />
      <div className="stack">
        <Filters
          key={search.course ?? ''}
          fields={FIELDS}
          values={search}
          onApply={(values) => void navigate({ search: (now) => learnerSearch({ ...now, ...values }) })}
        />
        <Told id={id} search={search} />
      </div>
    </>
  );
};

const Told = ({ id, search }: { readonly id: string; readonly search: LearnerSearch }) => {
  const timeline = useInfiniteQuery(timelineQuery(id, search));
  const entries = timeline.data?.pages.flatMap((page) => page.entries) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = timeline;
  // The fact that somebody came for may be pages back.
  const isMissing = search.fact !== undefined && !entries.some((entry) => isFact(entry, search));
  useEffect(() => {
    if (isMissing && hasNextPage && !isFetching) void fetchNextPage();
  }, [isMissing, hasNextPage, isFetching, fetchNextPage]);
  if (timeline.isPending) return <Loading what="the timeline" height="36rem" />;
  if (timeline.isError) return <ErrorNotice error={factsOf(timeline.error)} onRetry={() => void timeline.refetch()} />;
  if (entries.length === 0) {
    return (
      <EmptyState title="Nothing is known about this learner">
        <p>No fact, decision or message has this learner as its subject, in this course and at this time.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Timeline entries={entries} wanted={search} />
      {hasNextPage ? (
        <div>
          <Button onPress={() => void fetchNextPage()} pending={timeline.isFetchingNextPage}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  );
};
