import {
  Badge,
  Card,
  type Column,
  DataTable,
  EmptyState,
  ErrorNotice,
  Loading,
  Moment,
  PageHeader,
} from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { factsOf, type Schemas } from '../../api.ts';
import { templatesQuery } from './template-queries.ts';

type Head = Schemas['ListTemplatesAnswer']['templates'][number];

/** What messages are written with. */
export const TemplatesPage = () => {
  const templates = useQuery(templatesQuery);
  return (
    <>
      <PageHeader
        title="Templates"
        lead="What messages are written with: in versions, in languages, looked at as a mail client shows them."
      />
      {templates.isPending ? <Loading what="the templates" height="30rem" /> : null}
      {templates.isError ? (
        <ErrorNotice error={factsOf(templates.error)} onRetry={() => void templates.refetch()} />
      ) : null}
      {templates.data ? <List templates={templates.data.templates} /> : null}
    </>
  );
};

const List = ({ templates }: { readonly templates: readonly Head[] }) =>
  templates.length === 0 ? (
    <EmptyState title="There is no template yet">
      <p>
        Save one: <code>laurel templates save my-letter my-letter.yaml</code>, or{' '}
        <code>PUT /v1/templates/my-letter</code>.
      </p>
    </EmptyState>
  ) : (
    <Card
      title="All of them"
      note={
        <>
          Your own: <code>laurel templates show never-started</code> writes one to start from,{' '}
          <code>laurel templates save</code> takes it back.
        </>
      }
    >
      <DataTable caption="Templates" columns={columns} rows={templates} rowKey={({ id }) => id} />
    </Card>
  );

const columns: readonly Column<Head>[] = [
  {
    key: 'name',
    title: 'Template',
    sortBy: ({ name }) => name,
    cell: ({ id, name }) => (
      <>
        <Link to="/templates/$id" params={{ id }}>
          {name}
        </Link>
        <br />
        <code className="small">{id}</code>
      </>
    ),
  },
  { key: 'languages', title: 'Languages', cell: ({ languages }) => languages.join(', ') },
  { key: 'version', title: 'Version', numeric: true, cell: ({ version }) => version },
  {
    key: 'savedAt',
    title: 'Saved',
    sortBy: ({ savedAt }) => savedAt,
    cell: ({ savedAt }) => (
      <span className="nowrap">
        <Moment at={savedAt} />
      </span>
    ),
  },
  { key: 'origin', title: 'From', cell: ({ isShipped }) => (isShipped ? 'comes with Laurel' : 'written here') },
  {
    key: 'state',
    title: 'State',
    cell: ({ state }) => (state === 'archived' ? <Badge tone="warn">archived</Badge> : 'in use'),
  },
];
