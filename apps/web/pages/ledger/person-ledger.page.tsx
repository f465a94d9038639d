import { Card, EmptyState, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api, factsOf } from '../../api.ts';
import { LedgerLines } from './ledger-lines.tsx';

const route = getRouteApi('/learners/$id/ledger');

/** Why each message came to a person, or did not: campaigns, rules and reports together. */
export const PersonLedgerPage = () => {
  const { id } = route.useParams();
  const ledger = useQuery({
    queryKey: ['ledger', id],
    queryFn: () => answered(api.GET('/v1/learners/{id}/ledger', { params: { path: { id } } })),
  });
  return (
    <>
      <p className="back">
        <Link to="/learners/$id" params={{ id }}>
          ← Everything about this learner
        </Link>
      </p>
      <PageHeader
        title={`Ledger of ${id}`}
        lead="Why each message came, or did not: campaigns, rules and reports together, newest first."
      />
      {ledger.isPending ? <Loading what="the ledger" height="36rem" /> : null}
      {ledger.isError ? <ErrorNotice error={factsOf(ledger.error)} onRetry={() => void ledger.refetch()} /> : null}
      {ledger.data?.lines.length === 0 ? (
        <EmptyState title="Nothing was decided about this learner">
          <p>
            No campaign, rule or report had a reason to write. Lines come with the first decision, also with a “no”.
          </p>
        </EmptyState>
      ) : null}
      {ledger.data && ledger.data.lines.length > 0 ? (
        <Card title="Each decision">
          <LedgerLines lines={ledger.data.lines} by="origin" />
        </Card>
      ) : null}
    </>
  );
};
