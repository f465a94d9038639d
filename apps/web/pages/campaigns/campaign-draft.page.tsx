import { ErrorNotice, Field, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { JsonDraft } from '../json-draft/json-draft.tsx';
import { type Campaign, campaignQuery, useChangeCampaign, useDraftCampaign } from './campaign-queries.ts';
import { firstCampaign } from './first-campaign.ts';

const newRoute = getRouteApi('/campaigns/new');
const changeRoute = getRouteApi('/campaigns/$id/definition');
const WITHIN = 'definition.';

const HINT = (
  <>
    Who it is about, its goal and its branches are written in the language for people. The command line takes the same:{' '}
    <code>laurel campaigns save</code>.
  </>
);

export const NewCampaignPage = () => {
  const [id, setId] = useState('');
  const [initial] = useState(() => firstCampaign(new Date()));
  const navigate = newRoute.useNavigate();
  const draft = useDraftCampaign();
  return (
    <>
      <p className="back">
        <Link to="/campaigns">← All campaigns</Link>
      </p>
      <PageHeader
        title="Write a campaign"
        lead="A goal, an audience, and steps. Saving it sends nothing: it is counted, approved by a second person and launched first."
      />
      <div className="stack">
        <Field
          label="Its id"
          hint="small letters, digits and hyphens: consulting-certificate. Links and the ledger name it; it stays."
          value={id}
          onChange={setId}
        />
        <JsonDraft
          label="The campaign as JSON"
          hint={HINT}
          initial={initial}
          within={WITHIN}
          saveLabel="Save the draft"
          pending={draft.isPending}
          error={draft.error}
          onSave={(written) =>
            draft.mutate(
              { id: id.trim(), written },
              { onSuccess: (campaign) => void navigate({ to: '/campaigns/$id', params: { id: campaign.id } }) },
            )
          }
        />
      </div>
    </>
  );
};

/** The next version; who is inside stays on theirs. */
export const ChangeCampaignPage = () => {
  const { id } = changeRoute.useParams();
  const campaign = useQuery(campaignQuery(id));
  return (
    <>
      <p className="back">
        <Link to="/campaigns/$id" params={{ id }}>
          ← The campaign
        </Link>
      </p>
      <PageHeader
        title="Change a campaign"
        lead="Saving makes a new version, which is counted, approved and launched like the first. Who is inside stays on theirs."
      />
      {campaign.isPending ? <Loading what="the campaign" height="36rem" /> : null}
      {campaign.isError ? (
        <ErrorNotice error={factsOf(campaign.error)} onRetry={() => void campaign.refetch()} />
      ) : null}
      {campaign.data ? <Change campaign={campaign.data} /> : null}
    </>
  );
};

const Change = ({ campaign: { id, definition } }: { readonly campaign: Campaign }) => {
  const navigate = changeRoute.useNavigate();
  const change = useChangeCampaign(id);
  return (
    <JsonDraft
      label="The campaign as JSON"
      hint={HINT}
      initial={definition}
      within={WITHIN}
      saveLabel="Save as a new version"
      pending={change.isPending}
      error={change.error}
      onSave={(written) =>
        change.mutate(written, { onSuccess: () => void navigate({ to: '/campaigns/$id', params: { id } }) })
      }
    />
  );
};
