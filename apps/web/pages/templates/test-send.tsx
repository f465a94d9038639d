import { Button, Card, ErrorNotice, Field, Notice } from '@laurel/web-ui';
import { useState } from 'react';
import { factsOf, type Schemas } from '../../api.ts';
import { useTestSend } from './template-queries.ts';
import { type TemplateSearch } from './template-search.ts';

type Tested = Schemas['TestTemplateAnswer'];

/** The letter that is shown, to an address of one's own. */
export const TestSend = ({ id, search }: { readonly id: string; readonly search: TemplateSearch }) => {
  const [to, setTo] = useState('');
  const send = useTestSend(id);
  return (
    <Card
      title="Send a test"
      note="The letter as it is shown above, to one address. Its subject says that it is a test; it is in no ledger and counts against no cap."
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ ...search, values: {}, to: to.trim() });
        }}
      >
        <div className="filters">
          <Field label="To the address" placeholder="you@example.com" value={to} onChange={setTo} />
          <Button type="submit" disabled={to.trim() === ''} pending={send.isPending}>
            Send the test
          </Button>
        </div>
        {send.isError ? <ErrorNotice error={factsOf(send.error)} /> : null}
        {send.data ? <WhatBecame tested={send.data} /> : null}
      </form>
    </Card>
  );
};

const OUTCOMES: Readonly<Record<Tested['outcome'], readonly [string, 'good' | 'warn' | 'bad']>> = {
  accepted: ['The mail server took it', 'good'],
  rejected: ['The mail server refused it', 'bad'],
  tryLater: ['The mail server asks to try later', 'warn'],
  unknown: ['The mail server gave no answer: it may have arrived', 'warn'],
};

const WhatBecame = ({ tested: { outcome, reason, subject } }: { readonly tested: Tested }) => {
  const [words, tone] = OUTCOMES[outcome];
  return (
    <Notice tone={tone} title={words}>
      <p>{reason ?? subject}</p>
    </Notice>
  );
};
