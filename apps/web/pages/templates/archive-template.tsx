import { Button } from '@laurel/web-ui';
import { useState } from 'react';
import { AskWhy } from '../ask-why.tsx';
import { useArchiveTemplate } from './template-queries.ts';

export const ArchiveTemplate = ({ id }: { readonly id: string }) => {
  const [asking, setAsking] = useState(false);
  const archive = useArchiveTemplate(id);
  return (
    <>
      <Button kind="quiet" onPress={() => setAsking(true)}>
        Archive …
      </Button>
      <AskWhy
        title="Take this template out of use?"
        confirm="Archive"
        danger
        open={asking}
        pending={archive.isPending}
        error={archive.error}
        onConfirm={(why) => archive.mutate(why, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>It writes nothing new. One that a running rule or campaign writes with cannot be archived.</p>
      </AskWhy>
    </>
  );
};
