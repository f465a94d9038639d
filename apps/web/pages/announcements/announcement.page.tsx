import { Badge, Card, ErrorNotice, Loading, Moment, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { type Announcement, announcementQuery } from './announcement-queries.ts';
import { Channels } from './channels.tsx';
import { WithdrawAnnouncement } from './withdraw-announcement.tsx';

const route = getRouteApi('/announcements/$id/outcome');

/** One announcement: what it says, what became of it in each channel, and how often its links were followed. */
export const AnnouncementPage = () => {
  const { id } = route.useParams();
  const announcement = useQuery(announcementQuery(id));
  return (
    <>
      <p className="back">
        <Link to="/announcements">← All announcements</Link>
      </p>
      {announcement.data ? <Shown announcement={announcement.data} /> : <PageHeader title="Announcement" lead="" />}
      {announcement.isPending ? <Loading what="the announcement" height="36rem" /> : null}
      {announcement.isError ? (
        <ErrorNotice error={factsOf(announcement.error)} onRetry={() => void announcement.refetch()} />
      ) : null}
    </>
  );
};

const Links = ({ id }: { readonly id: string }) => {
  const page = `/announcements/${encodeURIComponent(id)}`;
  return (
    <>
      <a href={page}>The page</a>
      <a href={`${page}/poster.pdf?size=A4`}>Poster A4</a>
      <a href={`${page}/poster.pdf?size=A3`}>Poster A3</a>
    </>
  );
};

const Shown = ({ announcement }: { readonly announcement: Announcement }) => {
  const { id, title, content, state } = announcement;
  return (
    <>
      <PageHeader title={title} lead={content.summary} actions={state === 'published' ? <Links id={id} /> : null} />
      <div className="stack">
        <Says announcement={announcement} />
        <Channels announcement={announcement} />
        <Done announcement={announcement} />
      </div>
    </>
  );
};

const Says = ({ announcement: { content, state, version } }: { readonly announcement: Announcement }) => (
  <Card
    title="What it says"
    note={`Version ${version}`}
    actions={<Badge tone={state === 'published' ? 'good' : 'plain'}>{state}</Badge>}
  >
    <div className="sentences">
      {content.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p>
        {content.action.label}: <a href={content.action.url}>{content.action.url}</a>
      </p>
    </div>
  </Card>
);

const Done = ({ announcement: { id, state, history } }: { readonly announcement: Announcement }) => (
  <Card
    title="What was done with it"
    actions={state === 'published' ? <WithdrawAnnouncement id={id} /> : null}
    note={
      <>
        Corrected by <code>laurel announcements correct</code>: every channel that was told hears what changed.
      </>
    }
  >
    <ul className="rows">
      {history.map(({ at, by, what, version }) => (
        <li key={`${at} ${what}`}>
          <p className="row-title">
            {what}{' '}
            <span className="small">
              version {version}, <Moment at={at} />
              {by === null ? '' : ', by '}
              {by === null ? null : <code>{by}</code>}
            </span>
          </p>
        </li>
      ))}
    </ul>
  </Card>
);
