import { Button, EmptyState, ErrorNotice, formatCount, Loading, Moment, Notice, PageHeader } from '@laurel/web-ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { Mail } from './mail.tsx';

const PAGE = 50;

/** The list, and beside it the mail that the address names. */
export const MailboxPage = () => {
  const { id } = useParams({ strict: false });
  const [skip, setSkip] = useState(0);
  const mails = useQuery({
    queryKey: ['messages', skip],
    queryFn: () => answered(api.GET('/v1/messages', { params: { query: { skip, limit: PAGE } } })),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="Mailbox"
        lead="The mails Laurel sent, as people would get them. Nothing here has left this machine."
      />
      {mails.isPending ? <Loading what="the mailbox" height="30rem" /> : null}
      {mails.isError ? <ErrorNotice error={factsOf(mails.error)} onRetry={() => void mails.refetch()} /> : null}
      {mails.data ? <Mailbox list={mails.data} chosen={id} skip={skip} onSkip={setSkip} /> : null}
    </>
  );
};

interface MailboxProps {
  readonly list: Schemas['ListMessagesAnswer'];
  readonly chosen: string | undefined;
  readonly skip: number;
  readonly onSkip: (skip: number) => void;
}

const Mailbox = ({ list, chosen, skip, onSkip }: MailboxProps) => {
  if (list.mailbox === 'smtp') {
    return (
      <Notice title="Mail leaves through a mail server">
        <p>
          <code>SMTP_URL</code> is set, so none is kept here. What was sent, and to whom, stands with the firings.
        </p>
      </Notice>
    );
  }
  if (list.total === 0) {
    return (
      <EmptyState title="No mail yet">
        <p>
          Mails come when a rule fires for somebody whose address Laurel knows, or when a report falls due. See the{' '}
          <Link to="/firings">firings</Link>.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="mailbox" data-open={chosen !== undefined}>
      <div className="mail-list">
        <ul>
          {list.messages.map((mail) => (
            <li key={mail.id}>
              <Link to="/mailbox/$id" params={{ id: mail.id }} resetScroll={false}>
                <span className="mail-subject">{mail.subject}</span>
                <span className="small">{mail.to}</span>
                <span className="small">
                  <Moment at={mail.date} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <Pages total={list.total} skip={skip} onSkip={onSkip} />
      </div>
      {chosen === undefined ? <EmptyState title="Choose a mail to read it" /> : <Mail key={chosen} id={chosen} />}
    </div>
  );
};

const Pages = ({ total, skip, onSkip }: Pick<MailboxProps, 'skip' | 'onSkip'> & { readonly total: number }) => (
  <div className="pages">
    <span className="small">
      {formatCount(skip + 1)}–{formatCount(Math.min(total, skip + PAGE))} of {formatCount(total)}
    </span>
    <Button disabled={skip === 0} onPress={() => onSkip(Math.max(0, skip - PAGE))}>
      Newer
    </Button>
    <Button disabled={skip + PAGE >= total} onPress={() => onSkip(skip + PAGE)}>
      Older
    </Button>
  </div>
);
