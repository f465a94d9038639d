import { Card, ErrorNotice, Facts, Loading, Moment, Notice, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { ArchiveTemplate } from './archive-template.tsx';
import { Findings } from './findings.tsx';
import { LetterPreview } from './letter-preview.tsx';
import { PreviewForm } from './preview-form.tsx';
import { type Template, templateQuery } from './template-queries.ts';
import { templateSearch, type TemplateSearch } from './template-search.ts';
import { TestSend } from './test-send.tsx';

const route = getRouteApi('/templates/$id');

/** One template: how its letter looks, what should be better about it, its versions. */
export const TemplatePage = () => {
  const { id } = route.useParams();
  const search = route.useSearch();
  const template = useQuery(templateQuery(id, search.version));
  return (
    <>
      <p className="back">
        <Link to="/templates">← All templates</Link>
      </p>
      <PageHeader title={template.data?.name ?? 'Template'} lead={template.data?.content.description ?? ''} />
      {template.isPending ? <Loading what="the template" height="40rem" /> : null}
      {template.isError ? (
        <ErrorNotice error={factsOf(template.error)} onRetry={() => void template.refetch()} />
      ) : null}
      {template.data ? <Shown template={template.data} search={search} /> : null}
    </>
  );
};

const Shown = ({ template, search }: { readonly template: Template; readonly search: TemplateSearch }) => {
  const navigate = route.useNavigate();
  return (
    <div className="stack">
      {template.state === 'archived' ? (
        <Notice tone="warn" title="This template is archived">
          <p>It writes nothing new. Saving it again brings it back.</p>
        </Notice>
      ) : null}
      <PreviewForm
        key={JSON.stringify(search)}
        template={template}
        search={search}
        onShow={(next) => void navigate({ search: templateSearch(next), resetScroll: false })}
      />
      <LetterPreview id={template.id} search={search} />
      <TestSend id={template.id} search={search} />
      <Findings remarks={template.better} version={template.shownVersion} />
      <Variables template={template} />
      <Versions template={template} />
    </div>
  );
};

const Variables = ({ template: { content } }: { readonly template: Template }) => {
  const variables = Object.entries(content.variables);
  return (
    <Card
      title="What a message must bring"
      note="Beside what every letter has: the person, the course, the reasons, the links."
    >
      {variables.length === 0 ? (
        <p>Nothing more.</p>
      ) : (
        <Facts
          rows={variables.map(([name, one]) => [
            name,
            `${one.about ?? one.type}; such as ${[one.example].flat().join(', ')}${one.default === undefined ? '' : '; may be left out'}`,
          ])}
        />
      )}
    </Card>
  );
};

const Versions = ({ template: { id, versions, shownVersion, state } }: { readonly template: Template }) => (
  <Card
    title="Versions"
    note="They never change: a message keeps the version that it was written with."
    actions={state === 'archived' ? null : <ArchiveTemplate id={id} />}
  >
    <ul className="rows">
      {versions.map(({ version, savedAt, savedBy, isShipped }) => (
        <li key={version}>
          <p className="row-title">
            {version === shownVersion ? (
              `Version ${version}, shown above`
            ) : (
              <Link to="/templates/$id" params={{ id }} search={{ version }}>
                Version {version}
              </Link>
            )}{' '}
            <span className="small">
              <Moment at={savedAt} />, {isShipped ? 'comes with Laurel' : 'by key '}
              {isShipped || savedBy === null ? null : <code>{savedBy}</code>}
            </span>
          </p>
        </li>
      ))}
    </ul>
  </Card>
);
