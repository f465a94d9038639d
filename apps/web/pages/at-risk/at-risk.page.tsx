import { ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { answered, api, factsOf } from '../../api.ts';
import { AboutAnswer } from '../about-answer.tsx';
import { AsKnownOn } from '../as-known-on.tsx';
import { AtRiskAnswer } from './at-risk-answer.tsx';
import { atRiskQuestionOf, atRiskSearch, type AtRiskSearch } from './at-risk-search.ts';
import { RuleForm } from './rule-form.tsx';

const route = getRouteApi('/at-risk');

const PAGE = 25;

const atRiskQuery = (search: AtRiskSearch) =>
  infiniteQueryOptions({
    queryKey: ['at-risk', search],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const page = pageParam === '' ? {} : { after: pageParam };
      return answered(
        api.POST('/v1/questions/at-risk', { body: { ...atRiskQuestionOf(search), page: { size: PAGE, ...page } } }),
      );
    },
    getNextPageParam: ({ next }) => next,
  });

export const AtRiskPage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title="At risk"
        lead="Who is enrolled, has not finished, and is about to be lost, with the reasons. People who never started are among them."
      />
      <AsKnownOn
        asOf={search.asOf}
        onChange={(asOf) => void navigate({ search: (now) => atRiskSearch({ ...now, asOf }) })}
      />
      <div className="stack">
        <RuleForm
          key={JSON.stringify(search)}
          search={search}
          onAsk={(next) => void navigate({ search: atRiskSearch({ ...next, asOf: search.asOf }) })}
        />
        <Answer search={search} />
      </div>
    </>
  );
};

const Answer = ({ search }: { readonly search: AtRiskSearch }) => {
  const list = useInfiniteQuery(atRiskQuery(search));
  if (list.isPending) return <Loading what="who is at risk" height="40rem" />;
  if (list.isError) return <ErrorNotice error={factsOf(list.error)} onRetry={() => void list.refetch()} />;
  const first = list.data.pages[0];
  if (!first) return null;
  return (
    <>
      <AtRiskAnswer
        search={search}
        answer={first}
        rows={list.data.pages.flatMap(({ rows }) => rows)}
        more={list.hasNextPage ? { isPending: list.isFetchingNextPage, show: () => void list.fetchNextPage() } : null}
      />
      <AboutAnswer meta={first.meta} />
    </>
  );
};
