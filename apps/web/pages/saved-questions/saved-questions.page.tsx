import { EmptyState, ErrorNotice, Loading, Moment, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, api, factsOf, type Schemas } from '../../api.ts';

const MOST = 500;

export const SavedQuestionsPage = () => {
  const saved = useQuery({
    queryKey: ['saved-questions'],
    queryFn: () => answered(api.GET('/v1/saved-questions', { params: { query: { limit: MOST } } })),
  });
  return (
    <>
      <PageHeader
        title="Saved questions"
        lead="Questions kept under a name: asked again in the same words, or mailed."
      />
      {saved.isPending ? <Loading what="the saved questions" height="20rem" /> : null}
      {saved.isError ? <ErrorNotice error={factsOf(saved.error)} onRetry={() => void saved.refetch()} /> : null}
      {saved.data ? <List list={saved.data} /> : null}
    </>
  );
};

const List = ({ list }: { readonly list: Schemas['ListSavedQuestionsAnswer'] }) =>
  list.savedQuestions.length === 0 ? (
    <EmptyState title="Nobody saved a question yet">
      <p>
        Save one with <code>laurel questions save</code>, or <code>POST /v1/saved-questions</code>.
      </p>
    </EmptyState>
  ) : (
    <ul className="rows">
      {list.savedQuestions.map(({ id, name, question, description, version, savedAt }) => (
        <li key={id}>
          <p className="row-title">
            <Link to="/saved-questions/$id" params={{ id }}>
              {name}
            </Link>{' '}
            <span className="small">
              {question}, version {version}, saved <Moment at={savedAt} />
            </span>
          </p>
          {description === null ? null : <p>{description}</p>}
        </li>
      ))}
      {list.next === null ? null : <li>There are more than {MOST}: the older ones are found by the command line.</li>}
    </ul>
  );
