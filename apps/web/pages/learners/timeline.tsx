import { Badge, Card, Moment, More } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Schemas } from '../../api.ts';
import { eventName, isEventType } from '../../words.ts';
import { type LearnerSearch } from './learner-search.ts';
import { toldInWords } from './told-in-words.ts';

type Entry = Schemas['ReadTimelineAnswer']['entries'][number];

export const isFact = (entry: Entry, { source, fact }: LearnerSearch): boolean =>
  entry.id === fact && (source === undefined || entry.source === source);

const STANDINGS: Readonly<Record<Entry['standing'], string>> = {
  counts: 'counts',
  voided: 'taken back',
  conflict: 'same id, other content: does not count',
  superseded: 'corrected since',
};

export const Timeline = ({
  entries,
  wanted,
}: {
  readonly entries: readonly Entry[];
  readonly wanted: LearnerSearch;
}) => (
  <Card title="What happened" note="By when it happened, in your time zone.">
    <ol className="rows">
      {entries.map((entry) => (
        <TimelineRow key={entry.place} entry={entry} isWanted={isFact(entry, wanted)} />
      ))}
    </ol>
  </Card>
);

const TimelineRow = ({ entry, isWanted }: { readonly entry: Entry; readonly isWanted: boolean }) => {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isWanted) row.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  const { type, course, run, data } = entry;
  const told = toldInWords(data);
  return (
    <li ref={row} className="timeline-row" data-wanted={isWanted} {...(isWanted ? { 'aria-current': 'true' } : {})}>
      <p className="small">
        <Moment at={entry.occurredAt} />
      </p>
      <div>
        <p className="row-title" data-standing={entry.standing}>
          {isEventType(type) ? eventName(type) : type}{' '}
          {isWanted ? <Badge tone="good">the fact you came for</Badge> : null}
        </p>
        {told === '' ? null : <p>{told}</p>}
        {course === null ? null : (
          <p className="small">
            in {course}
            {run ? ` · ${run}` : ''}
          </p>
        )}
      </div>
      <Source entry={entry} />
    </li>
  );
};

const Source = ({ entry }: { readonly entry: Entry }) => (
  <div>
    {entry.standing === 'counts' ? null : <Badge tone="warn">{STANDINGS[entry.standing]}</Badge>}
    <p className="small">
      told by {entry.source}, <Moment at={entry.recordedAt} />
    </p>
    <More title="As it was told">
      <p className="small refs">
        <code>{entry.type}</code> <code>{entry.id}</code>
      </p>
      {entry.because ? (
        <p className="small refs">
          because of <code>{entry.because.id ?? entry.because.source}</code>
        </p>
      ) : null}
      <pre className="code" tabIndex={0}>
        <code>{JSON.stringify(entry.data, null, 2)}</code>
      </pre>
    </More>
    <DecisionLinks entry={entry} />
  </div>
);

const DecisionLinks = ({ entry: { type, data } }: { readonly entry: Entry }) => {
  const message = data['message'];
  if (type !== 'communications.MessageSent' || typeof message !== 'string') return null;
  return (
    <p className="small">
      <Link to="/mailbox/$id" params={{ id: message }}>
        The mail
      </Link>
    </p>
  );
};
