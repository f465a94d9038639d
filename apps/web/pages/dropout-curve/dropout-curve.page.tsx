import { Choice, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { answered, api, factsOf } from '../../api.ts';
import { AboutAnswer } from '../about-answer.tsx';
import { AsKnownOn } from '../as-known-on.tsx';
import { CurveAnswer } from './curve-answer.tsx';
import { CurveForm } from './curve-form.tsx';
import { curveQuestionOf, curveSearch } from './curve-search.ts';

const route = getRouteApi('/dropout-curve');

export const DropoutCurvePage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { view = 'staying', ...asked } = search;
  const curve = useQuery({
    queryKey: ['dropout-curve', asked],
    queryFn: async () => ({
      search,
      answer: await answered(api.POST('/v1/questions/dropout-curve', { body: curveQuestionOf(search) })),
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="Dropout curve"
        lead="When learners leave or fall silent. Who is still in counts as still in, for as long as anybody could see."
        actions={
          <Choice
            label="Show"
            value={view}
            options={[
              ['staying', 'Who is still in'],
              ['ends', 'How it ended'],
            ]}
            onChange={(chosen) =>
              void navigate({ search: (now) => curveSearch({ ...now, view: chosen }), resetScroll: false })
            }
          />
        }
      />
      <AsKnownOn
        asOf={search.asOf}
        onChange={(asOf) => void navigate({ search: (now) => curveSearch({ ...now, asOf }) })}
      />
      <div className="stack">
        <CurveForm
          key={JSON.stringify(asked)}
          search={search}
          onAsk={(next) => void navigate({ search: curveSearch({ ...next, view: search.view, asOf: search.asOf }) })}
        />
        {curve.isPending ? <Loading what="the curve" height="40rem" /> : null}
        {curve.isError ? <ErrorNotice error={factsOf(curve.error)} onRetry={() => void curve.refetch()} /> : null}
        {curve.data && !curve.isError ? (
          <>
            <CurveAnswer search={curve.data.search} view={view} answer={curve.data.answer} />
            <AboutAnswer meta={curve.data.answer.meta} />
          </>
        ) : null}
      </div>
    </>
  );
};
