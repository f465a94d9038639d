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
  const decide = useSending();
  if (sending.isError) return <ErrorNotice error={factsOf(sending.error)} onRetry={() => void sending.refetch()} />;
  if (!sending.data) return null;
  const { stopped, by, why } = sending.data;
  if (stopped) {
    return (
      <Notice tone="bad" title="All sending is stopped">
        <p>
          {why} (by key <code>{by}</code>). Nothing is lost: what still makes sense is sent when sending is allowed
          again.
        </p>
        {decide.isError ? <ErrorNotice error={factsOf(decide.error)} /> : null}
        <Button pending={decide.isPending} onPress={() => decide.mutate(undefined)}>
          Allow sending again
        </Button>
      </Notice>
    );
  }
  return (
    <div className="actions">
      <Button kind="danger" onPress={() => setAsking(true)}>
        Stop everything …
      </Button>
      <AskWhy
        title="Stop all sending?"
        confirm="Stop everything"
        leave="Go on sending"
        danger
        open={asking}
        pending={decide.isPending}
        error={decide.error}
        onConfirm={(reason) => decide.mutate(reason, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>Every campaign, rule and report stops sending at once. Messages that left already are not called back.</p>
      </AskWhy>
    </div>
  );
};
