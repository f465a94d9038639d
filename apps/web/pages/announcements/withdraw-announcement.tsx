import { Button } from '@laurel/web-ui';
import { useState } from 'react';
import { AskWhy } from '../ask-why.tsx';
import { useWithdraw } from './announcement-queries.ts';

export const WithdrawAnnouncement = ({ id }: { readonly id: string }) => {
  const [asking, setAsking] = useState(false);
  const withdraw = useWithdraw(id);
  return (
    <>
      <Button kind="danger" onPress={() => setAsking(true)}>
        Withdraw …
      </Button>
      <AskWhy
        title="Take this announcement back?"
        confirm="Withdraw"
        danger
        open={asking}
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={(why) => withdraw.mutate(why, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>
          It leaves the feed, its page says why, and every channel that may have heard is told. The reason is shown to
          all.
        </p>
      </AskWhy>
    </>
  );
};
