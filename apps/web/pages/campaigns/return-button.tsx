import { Button } from '@laurel/web-ui';
import { useState } from 'react';
import { AskWhy } from '../ask-why.tsx';
import { useReturn } from './campaign-queries.ts';

/** Not approved: back to the draft, with the reason. */
export const ReturnButton = ({ id, version }: { readonly id: string; readonly version: number }) => {
  const [asking, setAsking] = useState(false);
  const give = useReturn(id);
  return (
    <>
      <Button onPress={() => setAsking(true)}>Give it back …</Button>
      <AskWhy
        title="Give this version back?"
        confirm="Give it back"
        open={asking}
        pending={give.isPending}
        error={give.error}
        onConfirm={(why) => give.mutate({ version, why }, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>It is a draft again, to be changed, counted and submitted anew.</p>
      </AskWhy>
    </>
  );
};
