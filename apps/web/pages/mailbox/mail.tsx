import { Choice, ErrorNotice, Facts, formatBytes, Loading, Moment } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { enclosed } from './enclosed.ts';

export const Mail = ({ id }: { readonly id: string }) => {
  const mail = useQuery({
    queryKey: ['message', id],
    queryFn: () => answered(api.GET('/v1/messages/{id}', { params: { path: { id } } })),
  });
  if (mail.isPending) return <Loading what="the mail" height="30rem" />;
  if (mail.isError) return <ErrorNotice error={factsOf(mail.error)} onRetry={() => void mail.refetch()} />;
  return <Read mail={mail.data} />;
};

const Read = ({ mail }: { readonly mail: Schemas['GetMessageAnswer'] }) => {
  const [form, setForm] = useState<'html' | 'text'>(mail.html ? 'html' : 'text');
  return (
    <article className="mail" aria-label={mail.subject}>
      <p className="mail-back">
        <Link to="/mailbox">← All mails</Link>
      </p>
      <div className="card-header">
        <h2>{mail.subject}</h2>
        <Choice
          label="Read as"
          value={form}
          options={[
            ['html', 'Formatted'],
            ['text', 'Plain text'],
          ]}
          onChange={setForm}
        />
      </div>
      <Facts
        rows={[
          ['From', mail.from],
          ['To', mail.to],
          ['Sent', <Moment key="sent" at={mail.date} />],
          ...(mail.attachments.length > 0 ? [['Attached', <Attached key="attached" mail={mail} />] as const] : []),
        ]}
      />
      {form === 'html' ? (
        <iframe className="mail-body" title="The mail as it looks" sandbox="" srcDoc={enclosed(mail.html)} />
      ) : (
        <pre className="mail-body" tabIndex={0}>
          {mail.text}
        </pre>
      )}
    </article>
  );
};

const Attached = ({ mail }: { readonly mail: Schemas['GetMessageAnswer'] }) => (
  <ul className="plain">
    {mail.attachments.map(({ name, bytes }, place) => (
      <li key={place}>
        <a href={`/v1/messages/${encodeURIComponent(mail.id)}/attachments/${place}`} download={name}>
          {name}
        </a>{' '}
        <span className="small">{formatBytes(bytes)}</span>
      </li>
    ))}
  </ul>
);
