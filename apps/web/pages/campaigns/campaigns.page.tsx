import { Badge, Card, EmptyState, ErrorNotice, formatDay, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { CampaignCalendar } from './campaign-calendar.tsx';
import { campaignsQuery, type Summary } from './campaign-queries.ts';
import { STATUSES } from './campaign-words.ts';
import { SendingStopped, StopEverything } from './stop-everything.tsx';

export const CampaignsPage = () => {
  const campaigns = useQuery(campaignsQuery);
  return (
    <>
      <PageHeader
        title="Campaigns"
        lead="Who is written to, step by step, until they reach a goal; approved by a second person, and explained for everybody."
        actions={
          <>
            <Link to="/campaigns/new">Write a campaign</Link>
            <StopEverything />
          </>
        }
      />
      <div className="stack">
        <SendingStopped />
        {campaigns.isPending ? <Loading what="the campaigns" height="24rem" /> : null}
        {campaigns.isError ? (
          <ErrorNotice error={factsOf(campaigns.error)} onRetry={() => void campaigns.refetch()} />
        ) : null}
        {campaigns.data ? <Shown campaigns={campaigns.data.campaigns} /> : null}
      </div>
    </>
  );
};

const Shown = ({ campaigns }: { readonly campaigns: readonly Summary[] }) =>
  campaigns.length === 0 ? (
    <EmptyState title="There is no campaign yet">
      <p>
        <Link to="/campaigns/new">Write one</Link>: a goal, an audience, and the steps that lead there. Nobody is
        written to before a second person has approved it.
      </p>
    </EmptyState>
  ) : (
    <>
      <CampaignCalendar />
      <Card title="All of them" note="Newest first.">
        <ul className="rows">
          {campaigns.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      </Card>
    </>
  );

const CampaignRow = ({
  campaign: { id, title, status, version, live, preparing, window },
}: {
  readonly campaign: Summary;
}) => {
  const [words, tone] = STATUSES[status];
  return (
    <li>
      <p className="row-title">
        <Link to="/campaigns/$id" params={{ id }}>
          {title}
        </Link>{' '}
        <Badge tone={tone}>{words}</Badge>{' '}
        {live !== null && preparing ? (
          <Badge tone="warn">
            version {preparing.version}: {STATUSES[preparing.stage][0]}
          </Badge>
        ) : null}
      </p>
      <p className="small">
        {formatDay(window.from)} to {formatDay(window.to)} · version {version}
      </p>
    </li>
  );
};
