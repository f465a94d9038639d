import { Button } from '@laurel/web-ui';
import { useState } from 'react';
import { AskWhy } from '../ask-why.tsx';
import { type Campaign, type Halt, useHalt } from './campaign-queries.ts';

const HALTS: Readonly<Record<Halt, { readonly label: string; readonly title: string; readonly means: string }>> = {
  pause: {
    label: 'Pause',
    title: 'Pause this campaign?',
    means: 'Nobody is written to until it goes on. Nothing is lost, and what no longer makes sense then is not sent.',
  },
  end: {
    label: 'End',
    title: 'End this campaign now?',
    means: 'Everybody inside leaves it, before its window is over. It cannot go on afterwards.',
  },
  cancel: {
    label: 'Cancel',
    title: 'Cancel this campaign?',
    means: 'It is called off for good. What was sent stays sent; corrections can still go out.',
  },
};

const haltsOf = ({ status, live }: Campaign): readonly Halt[] => {
  if (live === null) return ['cancel'];
  return status === 'paused' ? ['end', 'cancel'] : ['pause', 'end', 'cancel'];
};

/** Pausing, ending, calling off: each with its reason. */
export const HaltButtons = ({ campaign }: { readonly campaign: Campaign }) => {
  const [asked, setAsked] = useState<Halt>();
  const halt = useHalt(campaign.id);
  const close = () => setAsked(undefined);
  return (
    <>
      {haltsOf(campaign).map((act) => (
        <Button key={act} kind={act === 'pause' ? 'plain' : 'danger'} onPress={() => setAsked(act)}>
          {HALTS[act].label} …
        </Button>
      ))}
      {asked ? (
        <AskWhy
          title={HALTS[asked].title}
          confirm={HALTS[asked].label}
          danger={asked !== 'pause'}
          open
          pending={halt.isPending}
          error={halt.error}
          onConfirm={(why) => halt.mutate({ act: asked, why }, { onSuccess: close })}
          onClose={close}
        >
          <p>{HALTS[asked].means}</p>
        </AskWhy>
      ) : null}
    </>
  );
};
