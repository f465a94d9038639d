import { Ask, Button, ErrorNotice } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { type Rule, useArchiveRule } from './rule-queries.ts';

/** A rule to start from; and what can be done to one that was written here. */
export const RuleOwn = ({ rule: { id, origin, archived } }: { readonly rule: Rule }) => (
  <div className="actions actions-below">
    <Link to="/rules/new" search={{ from: id }}>
      Make my own from it
    </Link>
    {origin === 'shipped' || archived ? null : (
      <>
        <Link to="/rules/$id/definition" params={{ id }}>
          Change it
        </Link>
        <Archive id={id} />
      </>
    )}
  </div>
);

const Archive = ({ id }: { readonly id: string }) => {
  const [asking, setAsking] = useState(false);
  const archive = useArchiveRule(id);
  return (
    <>
      <Button kind="quiet" onPress={() => setAsking(true)}>
        Archive …
      </Button>
      <Ask title="Archive this rule?" open={asking} onClose={() => setAsking(false)}>
        <p>It looks no more, for good: an archived rule cannot be switched on again. Its history stays.</p>
        {archive.isError ? <ErrorNotice error={factsOf(archive.error)} /> : null}
        <div className="actions">
          <Button
            kind="danger"
            pending={archive.isPending}
            onPress={() => archive.mutate(undefined, { onSuccess: () => setAsking(false) })}
          >
            Archive
          </Button>
          <Button onPress={() => setAsking(false)}>Keep it</Button>
        </div>
      </Ask>
    </>
  );
};
