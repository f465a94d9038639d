import { EmptyState, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api, factsOf } from '../../../api.ts';
import { AboutAnswer } from '../../about-answer.tsx';
import { type Rule, ruleQuery } from '../rule-queries.ts';
import { BackTestAnswer } from './back-test-answer.tsx';
import { BackTestForm } from './back-test-form.tsx';
import { type BackTestQuestion, backTestSearch, isAsked, questionOf } from './back-test-search.ts';

const route = getRouteApi('/rules/$id/back-test');

/** Would the rule have been right? On the past, day by day, with what was known on each. */
export const BackTestPage = () => {
  const { id } = route.useParams();
  const rule = useQuery(ruleQuery(id));
  return (
    <>
      <p className="back">
        <Link to="/rules/$id" params={{ id }}>
          ← The rule
        </Link>
      </p>
      <PageHeader
        title={`Back-test: ${rule.data?.title ?? ''}`}
        lead="Whom the rule would have flagged, looking once a day with what was known then, and who left later. Nothing is sent or kept."
      />
      {rule.isPending ? <Loading what="the rule" height="36rem" /> : null}
      {rule.isError ? <ErrorNotice error={factsOf(rule.error)} onRetry={() => void rule.refetch()} /> : null}
      {rule.data ? <Asked rule={rule.data} /> : null}
    </>
  );
};

const Asked = ({ rule }: { readonly rule: Rule }) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="stack">
      <BackTestForm
        key={JSON.stringify(search)}
        rule={rule}
        search={search}
        onAsk={(next) => void navigate({ search: backTestSearch(next) })}
      />
      {isAsked(search) ? <Answer rule={rule} question={questionOf(search, rule)} /> : <NotYet />}
    </div>
  );
};

const NotYet = () => (
  <EmptyState title="Nothing has been tried yet">
    <p>
      Choose a course and days, and try it. Every day of every enrolment is looked at, so years of many take a while.
    </p>
  </EmptyState>
);

const Answer = ({ rule, question }: { readonly rule: Rule; readonly question: BackTestQuestion }) => {
  const answer = useQuery({
    queryKey: ['rule', rule.id, 'back-test', question],
    queryFn: () =>
      answered(api.POST('/v1/rules/{id}/back-test', { params: { path: { id: rule.id } }, body: question })),
    staleTime: Infinity,
  });
  if (answer.isPending) return <Loading what="the back-test" height="36rem" />;
  if (answer.isError) return <ErrorNotice error={factsOf(answer.error)} onRetry={() => void answer.refetch()} />;
  return (
    <>
      <BackTestAnswer answer={answer.data} rule={rule} question={question} />
      <AboutAnswer meta={answer.data.meta} />
    </>
  );
};
