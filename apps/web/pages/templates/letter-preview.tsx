import { Card, Choice, ErrorNotice, Loading } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { enclosed } from '../mailbox/enclosed.ts';
import { type Preview, previewQuery } from './template-queries.ts';
import { type TemplateSearch } from './template-search.ts';

const VIEWS = [
  ['both', 'Formatted'],
  ['text', 'Plain text'],
] as const;

/** Pixels of a mail client on a desk, and of one on a phone. */
const WIDE = 640;
const NARROW = 360;

/** The letter as a wide and as a narrow client show it, and its plain-text part. */
export const LetterPreview = ({ id, search }: { readonly id: string; readonly search: TemplateSearch }) => {
  const preview = useQuery(previewQuery(id, { ...search, values: {} }));
  if (preview.isPending) return <Loading what="the letter" height="36rem" />;
  if (preview.isError) return <ErrorNotice error={factsOf(preview.error)} onRetry={() => void preview.refetch()} />;
  return <Letter letter={preview.data} />;
};

const Letter = ({ letter }: { readonly letter: Preview }) => {
  const [view, setView] = useState<'both' | 'text'>('both');
  return (
    <Card
      title={letter.subject}
      note={`The subject. Version ${letter.templateVersion}, in ${letter.language}; nothing is sent.`}
      actions={<Choice label="Read as" value={view} options={VIEWS} onChange={setView} />}
    >
      {view === 'text' ? (
        <pre className="letter-text" tabIndex={0}>
          {letter.text}
        </pre>
      ) : (
        <div className="clients">
          <Client name="A wide client" width={WIDE} html={letter.html} />
          <Client name="A narrow client" width={NARROW} html={letter.html} />
        </div>
      )}
    </Card>
  );
};

interface ClientProps {
  readonly name: string;
  readonly width: number;
  readonly html: string;
}

/** Keeps its width whatever the page has: on a narrow screen it scrolls inside its frame. */
const Client = ({ name, width, html }: ClientProps) => (
  <figure className="client">
    <figcaption className="small">
      {name}, {width} pixels
    </figcaption>
    <div className="client-frame" role="region" aria-label={name} tabIndex={0}>
      <iframe title={`The letter in ${name.toLowerCase()}`} sandbox="" srcDoc={enclosed(html)} style={{ width }} />
    </div>
  </figure>
);
