import { ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { answered, api, factsOf } from '../../api.ts';
import { AboutAnswer } from '../about-answer.tsx';
import { AsKnownOn } from '../as-known-on.tsx';
import { CompareAnswer } from './compare-answer.tsx';
import { CompareForm } from './compare-form.tsx';
import { compareQuestionOf, compareSearch } from './compare-search.ts';

const route = getRouteApi('/compare');

export const ComparePage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { figure = 'finished', ...asked } = search;
  const compared = useQuery({
    queryKey: ['compare', asked],
    queryFn: async () => ({
      search,
      answer: await answered(api.POST('/v1/questions/compare', { body: compareQuestionOf(search) })),
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="Compare"
        lead="Courses, runs, teams or times side by side, with how far each figure can be trusted."
      />
      <AsKnownOn
        asOf={search.asOf}
        onChange={(asOf) => void navigate({ search: (now) => compareSearch({ ...now, asOf }) })}
      />
      <div className="stack">
        <CompareForm
          key={JSON.stringify(asked)}
          search={search}
          onAsk={(next) =>
            void navigate({ search: compareSearch({ ...next, figure: search.figure, asOf: search.asOf }) })
          }
        />
        {compared.isPending ? <Loading what="the comparison" height="40rem" /> : null}
        {compared.isError ? (
          <ErrorNotice error={factsOf(compared.error)} onRetry={() => void compared.refetch()} />
        ) : null}
        {compared.data && !compared.isError ? (
          <>
            <CompareAnswer
              search={compared.data.search}
              figure={figure}
              answer={compared.data.answer}
              onFigure={(chosen) =>
                void navigate({ search: (now) => compareSearch({ ...now, figure: chosen }), resetScroll: false })
              }
            />
            <AboutAnswer meta={compared.data.answer.meta} />
          </>
        ) : null}
      </div>
    </>
  );
};
