import { Ask, Button, ErrorNotice, formatCount, formatDay } from '@laurel/web-ui';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { type Campaign, useVersionAct } from './campaign-queries.ts';

/** The last button before people are written to: it says how many, and from when. */
export const Launch = ({ campaign, version }: { readonly campaign: Campaign; readonly version: number }) => {
  const [asking, setAsking] = useState(false);
  const launch = useVersionAct(campaign.id);
  return (
    <>
      <Button kind="primary" onPress={() => setAsking(true)}>
        Launch …
      </Button>
      <Ask title={`Launch version ${version}?`} open={asking} onClose={() => setAsking(false)}>
        <p>{consequences(campaign)}</p>
        {launch.isError ? <ErrorNotice error={factsOf(launch.error)} /> : null}
        <div className="actions">
          <Button
            kind="primary"
            pending={launch.isPending}
            onPress={() => launch.mutate({ act: 'launch', version }, { onSuccess: () => setAsking(false) })}
          >
            Launch
          </Button>
          <Button onPress={() => setAsking(false)}>Not yet</Button>
        </div>
      </Ask>
    </>
  );
};

const consequences = ({ live, window, estimate }: Campaign): string => {
  if (live !== null) return 'From now on people enter this version; who is inside stays on theirs.';
  const people = estimate ? `About ${formatCount(estimate.entering)} people enter` : 'People enter';
  return `${people} from ${formatDay(window.from)} on, and are written to as its steps and courtesy say.`;
};
