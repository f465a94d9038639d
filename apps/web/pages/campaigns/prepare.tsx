import { Button, ErrorNotice } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { factsOf } from '../../api.ts';
import { sessionQuery } from '../../session.ts';
import { type Campaign, useVersionAct, type VersionAct } from './campaign-queries.ts';
import { Launch } from './launch.tsx';
import { ReturnButton } from './return-button.tsx';

type Preparing = NonNullable<Campaign['preparing']>;

/** What may be said of a version now; the first is the way on. */
const ACTS: Readonly<Record<Preparing['stage'], readonly (readonly [VersionAct, string])[]>> = {
  draft: [['estimate', 'Count whom it would reach']],
  estimated: [
    ['submit', 'Ask for approval'],
    ['estimate', 'Count again'],
  ],
  'awaiting-approval': [['approve', 'Approve']],
  approved: [],
};

/** From the draft of a version to its launch. */
export const Prepare = ({ campaign, version, stage }: Preparing & { readonly campaign: Campaign }) => {
  const act = useVersionAct(campaign.id);
  const isMine = useIsMine(campaign, stage);
  return (
    <>
      {isMine ? <AnotherKey /> : null}
      {act.isError ? <ErrorNotice error={factsOf(act.error)} /> : null}
      <div className="actions">
        {ACTS[stage].map(([name, label], index) => (
          <Button
            key={name}
            kind={index === 0 ? 'primary' : 'plain'}
            disabled={isMine}
            pending={act.isPending}
            onPress={() => act.mutate({ act: name, version })}
          >
            {label}
          </Button>
        ))}
        {stage === 'awaiting-approval' ? <ReturnButton id={campaign.id} version={version} /> : null}
        {stage === 'approved' ? <Launch campaign={campaign} version={version} /> : null}
      </div>
    </>
  );
};

/** Who asked for approval cannot give it. */
const useIsMine = ({ history }: Campaign, stage: Preparing['stage']): boolean => {
  const session = useQuery(sessionQuery);
  const submittedBy = history.findLast(({ what }) => what === 'CampaignSubmitted')?.by;
  return stage === 'awaiting-approval' && submittedBy === session.data?.key;
};

const AnotherKey = () => (
  <p>
    You asked for approval. Somebody else opens this page with a key of their own: <code>laurel keys create</code> makes
    one.
  </p>
);
