import { Button, Card, EmptyState, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api, factsOf } from '../../api.ts';
import { AS_CSV, DownloadCsv } from '../download-csv.tsx';
import { LedgerLines } from '../ledger/ledger-lines.tsx';
import { campaignLedgerQuery } from './campaign-queries.ts';

const route = getRouteApi('/campaigns/$id/ledger');

/** For every person of a campaign: every step, what became of it, and why. */
export const CampaignLedgerPage = () => {
  const { id } = route.useParams();
  return (
    <>
      <p className="back">
        <Link to="/campaigns/$id" params={{ id }}>
          ← The campaign
        </Link>
      </p>
      <PageHeader
        title="Ledger"
        lead={
          <>
            Every person of the campaign <code>{id}</code>, every step, what became of it, and why.
          </>
        }
        actions={
          <DownloadCsv
            file={`ledger-${id}`}
            ask={() => answered(api.GET('/v1/campaigns/{id}/ledger', { params: { path: { id } }, ...AS_CSV }))}
          />
        }
      />
      <Ledger id={id} />
    </>
  );
};

const Ledger = ({ id }: { readonly id: string }) => {
  const ledger = useInfiniteQuery(campaignLedgerQuery(id));
  if (ledger.isPending) return <Loading what="the ledger" height="36rem" />;
  if (ledger.isError) return <ErrorNotice error={factsOf(ledger.error)} onRetry={() => void ledger.refetch()} />;
  const lines = ledger.data.pages.flatMap((page) => page.lines);
  if (lines.length === 0) {
    return (
      <EmptyState title="Nobody was decided about yet">
        <p>Lines come when the campaign runs. A dry run shows what they would be.</p>
      </EmptyState>
    );
  }
  return (
    <div className="stack">
      <Card title="By person" note="Each the oldest first. The CSV holds the whole ledger.">
        <LedgerLines lines={lines} by="learner" />
      </Card>
      {ledger.hasNextPage ? (
        <div>
          <Button onPress={() => void ledger.fetchNextPage()} pending={ledger.isFetchingNextPage}>
            Show more people
          </Button>
        </div>
      ) : null}
    </div>
  );
};
