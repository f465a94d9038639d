import { Badge, Card, EmptyState, ErrorNotice, Loading, Moment, Notice, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { type AnnouncementList, announcementsQuery } from './announcement-queries.ts';
import { Drafts } from './drafts.tsx';

export const AnnouncementsPage = () => {
  const announcements = useQuery(announcementsQuery);
  return (
    <>
      <PageHeader
        title="Announcements"
        lead="What is told to many at once: a page, a feed, a poster and chat channels, each with its own counted link."
        actions={
          <>
            <a href="/announcements/feed.atom">Atom feed</a>
            <a href="/announcements/feed.json">JSON feed</a>
          </>
        }
      />
      {announcements.isPending ? <Loading what="the announcements" height="24rem" /> : null}
      {announcements.isError ? (
        <ErrorNotice error={factsOf(announcements.error)} onRetry={() => void announcements.refetch()} />
      ) : null}
      {announcements.data ? <Shown list={announcements.data} /> : null}
    </>
  );
};

const Shown = ({ list }: { readonly list: AnnouncementList }) => (
  <div className="stack">
    <NotMade notMade={list.notMade} />
    {list.drafts.length > 0 ? <Drafts drafts={list.drafts} channels={list.channels} /> : null}
    {list.announcements.length === 0 ? (
      <EmptyState title="Nothing was announced yet">
        <p>
          Write the words into a file and publish them: <code>laurel announcements publish my-news news.yaml</code>, or
          let a campaign’s step <code>announce</code> do it.
        </p>
      </EmptyState>
    ) : (
      <Card title="What was announced" note="Newest first.">
        <ul className="rows">
          {list.announcements.map((one) => (
            <Row key={one.id} announcement={one} />
          ))}
        </ul>
      </Card>
    )}
  </div>
);

const Row = ({ announcement }: { readonly announcement: AnnouncementList['announcements'][number] }) => {
  const { id, title, state, version, publishedAt, changedAt } = announcement;
  return (
    <li>
      <p className="row-title">
        <Link to="/announcements/$id/outcome" params={{ id }}>
          {title}
        </Link>{' '}
        <Badge tone={state === 'published' ? 'good' : 'plain'}>{state}</Badge>
      </p>
      <p className="small">
        <Moment at={publishedAt} /> · version {version}
        {changedAt === publishedAt ? null : (
          <>
            , changed <Moment at={changedAt} />
          </>
        )}
      </p>
    </li>
  );
};

const NotMade = ({ notMade }: Pick<AnnouncementList, 'notMade'>) =>
  notMade.length === 0 ? null : (
    <Notice tone="warn" title="Campaigns came to announcements that they could not make">
      <ul>
        {notMade.map(({ id, campaign, why, at }) => (
          <li key={`${id} ${at}`}>
            <code>{id}</code> of{' '}
            <Link to="/campaigns/$id" params={{ id: campaign }}>
              {campaign}
            </Link>
            , <Moment at={at} />: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
