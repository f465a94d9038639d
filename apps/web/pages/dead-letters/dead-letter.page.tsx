import { Badge, Card, ErrorNotice, Facts, formatBytes, Loading, Moment, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { capitalised, ENTRANCES, LETTER_CODES, LETTER_STATES } from '../../words.ts';
import { History } from './letter-history.tsx';
import { PutRight } from './put-right.tsx';

const route = getRouteApi('/dead-letters/$id');
type Whole = Schemas['ShowDeadLetterAnswer'];

export const DeadLetterPage = () => {
  const { id } = route.useParams();
  const letter = useQuery({
    queryKey: ['dead-letter', id],
    queryFn: () => answered(api.GET('/v1/dead-letters/{id}', { params: { path: { id } } })),
  });
  return (
    <>
      <p className="back">
        <Link to="/dead-letters">← All dead letters</Link>
      </p>
      <PageHeader
        title="Dead letter"
        lead="One event or row as it was told, why it could not be read, and what was done with it."
      />
      {letter.isPending ? <Loading what="the letter" height="40rem" /> : null}
      {letter.isError ? <ErrorNotice error={factsOf(letter.error)} onRetry={() => void letter.refetch()} /> : null}
      {letter.data ? <Letter letter={letter.data} /> : null}
    </>
  );
};

const Letter = ({ letter }: { readonly letter: Whole }) => {
  const [words, tone] = LETTER_STATES[letter.state];
  return (
    <div className="stack">
      <Card title={capitalised(LETTER_CODES[letter.code])} actions={<Badge tone={tone}>{words}</Badge>}>
        <p className="lead">{letter.reason}</p>
        <Facts rows={factRows(letter)} />
      </Card>
      <Card title="As it was told" note={`${formatBytes(letter.bytes)}, byte for byte`}>
        <Original original={letter.original} />
      </Card>
      {letter.state === 'waiting' ? <PutRight letter={letter} /> : null}
      {letter.history.length > 0 ? <History steps={letter.history} /> : null}
    </div>
  );
};

const factRows = (letter: Whole): readonly (readonly [string, ReactNode])[] => {
  const rows: readonly (readonly [string, ReactNode])[] = [
    ['Field to blame', letter.field && <code>{letter.field}</code>],
    ['Came in by', ENTRANCES[letter.entrance]],
    ['Place', letter.place],
    ['Source', letter.source],
    ['Id of the event', letter.eventId],
    ['About', letter.subject],
    ['Kept', <Moment key="kept" at={letter.keptAt} />],
    ['Code', <code key="code">{letter.code}</code>],
  ];
  return rows.filter(([, value]) => value);
};

const Original = ({ original }: { readonly original: Whole['original'] }) =>
  original.text === null ? (
    <>
      <p className="small">These bytes are no text. In base64:</p>
      <pre className="code" tabIndex={0}>
        <code>{original.base64}</code>
      </pre>
    </>
  ) : (
    <pre className="code" tabIndex={0}>
      <code>{original.text}</code>
    </pre>
  );
