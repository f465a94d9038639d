import { Badge, ErrorNotice, formatDay, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { CampaignHistory } from './campaign-history.tsx';
import { type Campaign, campaignQuery } from './campaign-queries.ts';
import { CampaignSays } from './campaign-says.tsx';
import { CampaignState } from './campaign-state.tsx';
import { isOver, STATUSES } from './campaign-words.ts';
import { Corrections } from './corrections.tsx';
import { DryRun } from './dry-run.tsx';
import { EstimateCard } from './estimate-card.tsx';
import { Progress } from './progress.tsx';
import { SendingStopped } from './stop-everything.tsx';

const route = getRouteApi('/campaigns/$id');

export const CampaignPage = () => {
  const { id } = route.useParams();
  const campaign = useQuery(campaignQuery(id));
  return (
    <>
      <p className="back">
        <Link to="/campaigns">← All campaigns</Link>
      </p>
      <PageHeader
        title={campaign.data?.title ?? 'Campaign'}
        lead={campaign.data ? <Lead campaign={campaign.data} /> : ''}
        actions={campaign.data ? <Change campaign={campaign.data} /> : null}
      />
      {campaign.isPending ? <Loading what="the campaign" height="40rem" /> : null}
      {campaign.isError ? (
        <ErrorNotice error={factsOf(campaign.error)} onRetry={() => void campaign.refetch()} />
      ) : null}
      {campaign.data ? <Shown campaign={campaign.data} /> : null}
    </>
  );
};

const Lead = ({ campaign: { status, window, version } }: { readonly campaign: Campaign }) => (
  <>
    <Badge tone={STATUSES[status][1]}>{STATUSES[status][0]}</Badge> {formatDay(window.from)} to {formatDay(window.to)},
    version {version}
  </>
);

const Change = ({ campaign: { id, status } }: { readonly campaign: Campaign }) =>
  isOver(status) ? null : (
    <Link to="/campaigns/$id/definition" params={{ id }}>
      Change it
    </Link>
  );

const Shown = ({ campaign }: { readonly campaign: Campaign }) => (
  <div className="stack">
    <SendingStopped />
    <CampaignState campaign={campaign} />
    {campaign.live === null ? null : <Progress campaign={campaign} />}
    <CampaignSays campaign={campaign} />
    {campaign.estimate ? <EstimateCard estimate={campaign.estimate} version={campaign.version} /> : null}
    <DryRun id={campaign.id} />
    {campaign.live === null ? null : <Corrections campaign={campaign} />}
    <CampaignHistory history={campaign.history} />
  </div>
);
