import { Button, ErrorNotice, Notice } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { AskWhy } from '../ask-why.tsx';
import { sendingQuery, useSending } from './sending-queries.ts';

/** The emergency brake: over all campaigns, rules and reports. */
export const StopEverything = () => {
  const [asking, setAsking] = useState(false);
  const sending = useQuery(sendingQuery);
  const stop = useSending();
  if (sending.data?.stopped !== false) return null;
  return (
    <>
      <Button kind="danger" onPress={() => setAsking(true)}>
        Stop everything …
      </Button>
      <AskWhy
        title="Stop all sending?"
        confirm="Stop everything"
        leave="Go on sending"
        danger
        open={asking}
        pending={stop.isPending}
        error={stop.error}
        onConfirm={(why) => stop.mutate(why, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>Every campaign, rule and report stops sending at once. Messages that left already are not called back.</p>
      </AskWhy>
    </>
  );
};

/** While all sending is stopped: by whom, why, and the way back. */
export const SendingStopped = () => {
  const sending = useQuery(sendingQuery);
  const allow = useSending();
  if (sending.isError) return <ErrorNotice error={factsOf(sending.error)} onRetry={() => void sending.refetch()} />;
  if (!sending.data?.stopped) return null;
  const { why, by } = sending.data;
  return (
    <Notice tone="bad" title="All sending is stopped">
      <p>
        {why} (by key <code>{by}</code>). Nothing is lost: what still makes sense is sent when sending is allowed again.
      </p>
      {allow.isError ? <ErrorNotice error={factsOf(allow.error)} /> : null}
      <Button pending={allow.isPending} onPress={() => allow.mutate(undefined)}>
        Allow sending again
      </Button>
    </Notice>
  );
};
