import {
  Button,
  Card,
  type Column,
  DataTable,
  ErrorNotice,
  Facts,
  Loading,
  Moment,
  More,
  Notice,
  PageHeader,
} from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Failure, factsOf, type Schemas } from '../../api.ts';
import { csvRecords } from './csv-records.ts';
import { type Form, FORMS, saveAnswer } from './save-answer.ts';

type Saved = Schemas['GetSavedQuestionAnswer'];

/** The page that a report names: what was saved, and its answer now. */
export const SavedQuestionPage = () => {
  const { id = '' } = useParams({ strict: false });
  const saved = useQuery({
    queryKey: ['saved-question', id],
    queryFn: () => answered(api.GET('/v1/saved-questions/{id}', { params: { path: { id } } })),
  });
  return (
    <>
      <PageHeader title="Saved question" lead="A question kept under a name, and its answer now." />
      <div className="stack">
        <p>
          <Link to="/saved-questions">← All saved questions</Link>
        </p>
        {saved.isPending ? <Loading what="the saved question" height="30rem" /> : null}
        {saved.isError ? <ErrorNotice error={factsOf(saved.error)} onRetry={() => void saved.refetch()} /> : null}
        {saved.data ? <Shown saved={saved.data} /> : null}
      </div>
    </>
  );
};

const Shown = ({ saved }: { readonly saved: Saved }) => (
  <>
    {saved.archivedAt === null ? <Answer saved={saved} /> : <Archived at={saved.archivedAt} />}
    <About saved={saved} />
  </>
);

const Archived = ({ at }: { readonly at: string }) => (
  <Notice title="This question is archived">
    <p>
      Since <Moment at={at} /> nobody asks it any more.
    </p>
  </Notice>
);

const Answer = ({ saved: { id, name, version, description } }: { readonly saved: Saved }) => {
  const [failure, setFailure] = useState<Failure>();
  const answer = useQuery({
    queryKey: ['saved-answer', id, version],
    queryFn: () =>
      answered(
        api.POST('/v1/saved-questions/{id}/answer', {
          ...{ params: { path: { id } }, body: {}, headers: { accept: FORMS.csv.type }, parseAs: 'text' },
        }),
      ),
  });
  const save = (form: Form) => {
    setFailure(undefined);
    saveAnswer({ id, name }, form).catch(setFailure);
  };
  const actions = Object.keys(FORMS)
    .filter(isForm)
    .map((form) => (
      <Button key={form} onPress={() => save(form)}>
        {FORMS[form].label}
      </Button>
    ));
  return (
    <Card title={name} note={description} actions={actions}>
      {failure ? <ErrorNotice error={factsOf(failure)} /> : null}
      {answer.isPending ? <Loading what="the answer" height="20rem" /> : null}
      {answer.isError ? <ErrorNotice error={factsOf(answer.error)} onRetry={() => void answer.refetch()} /> : null}
      {answer.data === undefined ? null : <Rows csv={answer.data} />}
    </Card>
  );
};

const isForm = (form: string): form is Form => Object.hasOwn(FORMS, form);

const isNumber = (cell: string): boolean => cell === '' || Number.isFinite(Number(cell));

const Rows = ({ csv }: { readonly csv: string }) => {
  const [header = [], ...rows] = csvRecords(csv);
  if (rows.length === 0) return <p>Nothing was found.</p>;
  const numbered = rows.map((cells, index): Row => ({ index, cells }));
  const columns = header.map((title, place): Column<Row> => ({
    ...{ key: title, title, numeric: place > 0 && rows.every((cells) => isNumber(cells[place] ?? '')) },
    cell: ({ cells }) => cells[place] || '–',
  }));
  return <DataTable caption="The answer now" rows={numbered} rowKey={({ index }) => String(index)} columns={columns} />;
};

interface Row {
  readonly index: number;
  readonly cells: readonly string[];
}

const About = ({ saved }: { readonly saved: Saved }) => (
  <More title="What was saved">
    <Facts
      rows={[
        ['Name', saved.name],
        ['Question', <code key="question">{saved.question}</code>],
        ['Version', `${saved.version}`],
        ['Saved', <Moment key="saved" at={saved.savedAt} />],
      ]}
    />
    <pre tabIndex={0}>{JSON.stringify(saved.body, null, 2)}</pre>
  </More>
);
