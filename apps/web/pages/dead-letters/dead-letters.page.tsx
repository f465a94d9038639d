import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  EmptyState,
  ErrorNotice,
  Loading,
  Moment,
  PageHeader,
  Select,
} from '@laurel/web-ui';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { type Search } from '../../search.ts';
import { ENTRANCES, LETTER_CODES, LETTER_STATES } from '../../words.ts';
import { Filters } from '../filters.tsx';
import { CODES, ENTRANCE_NAMES, lettersSearch, type LettersSearch, STATES } from './letters-search.ts';
import { Waiting } from './waiting.tsx';

const route = getRouteApi('/dead-letters');
const FIELDS = [
  ['source', 'Source'],
  ['subject', 'Learner or subject'],
] as const;

const lettersQuery = ({ state = 'waiting', ...filters }: LettersSearch) =>
  infiniteQueryOptions({
    queryKey: ['dead-letters', state, filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = {
        ...filters,
        ...(state === 'all' ? {} : { state }),
        ...(pageParam === '' ? {} : { after: pageParam }),
      };
      return answered(api.GET('/v1/dead-letters', { params: { query } }));
    },
    getNextPageParam: ({ next }) => next,
  });

export const DeadLettersPage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: Search) => void navigate({ search: lettersSearch({ ...search, ...change }) });
  return (
    <>
      <PageHeader
        title="Dead letters"
        lead="What Laurel was told and could not read. Nothing is lost: put it right and send it again, or lay it aside with a reason."
      />
      <div className="stack">
        <Filters key={JSON.stringify(search)} fields={FIELDS} values={search} onApply={narrow}>
          <Selects search={search} onChange={narrow} />
        </Filters>
        <Letters search={search} />
      </div>
    </>
  );
};

const Selects = ({
  search,
  onChange,
}: {
  readonly search: LettersSearch;
  readonly onChange: (change: Search) => void;
}) => (
  <>
    <Select
      label="State"
      value={search.state ?? 'waiting'}
      options={[...STATES.map((one) => ({ value: one, text: LETTER_STATES[one][0] })), { value: 'all', text: 'all' }]}
      onChange={(state) => onChange({ state })}
    />
    <Select
      label="What is wrong"
      value={search.code ?? ''}
      options={[{ value: '', text: 'anything' }, ...CODES.map((one) => ({ value: one, text: LETTER_CODES[one] }))]}
      onChange={(code) => onChange({ code })}
    />
    <Select
      label="Came in by"
      value={search.entrance ?? ''}
      options={[{ value: '', text: 'any way' }, ...ENTRANCE_NAMES.map((one) => ({ value: one, text: ENTRANCES[one] }))]}
      onChange={(entrance) => onChange({ entrance })}
    />
  </>
);

type Letter = Schemas['ListDeadLettersAnswer']['letters'][number];

const columns: readonly Column<Letter>[] = [
  {
    key: 'what',
    title: 'What is wrong',
    cell: ({ id, code }) => (
      <Link to="/dead-letters/$id" params={{ id }}>
        {LETTER_CODES[code]}
      </Link>
    ),
  },
  {
    key: 'reason',
    title: 'Reason',
    cell: ({ field, reason }) => (
      <>
        {field ? <code>{field}</code> : null} {reason}
      </>
    ),
  },
  { key: 'subject', title: 'About', cell: ({ subject }) => subject ?? '–' },
  {
    key: 'from',
    title: 'From',
    cell: ({ entrance, source, place }) => [ENTRANCES[entrance], source ?? place].filter(Boolean).join(' · '),
  },
  { key: 'keptAt', title: 'Kept', cell: ({ keptAt }) => <Moment at={keptAt} /> },
  {
    key: 'state',
    title: 'State',
    cell: ({ state }) => <Badge tone={LETTER_STATES[state][1]}>{LETTER_STATES[state][0]}</Badge>,
  },
];

const Letters = ({ search }: { readonly search: LettersSearch }) => {
  const letters = useInfiniteQuery(lettersQuery(search));
  if (letters.isPending) return <Loading what="the dead letters" height="24rem" />;
  if (letters.isError) return <ErrorNotice error={factsOf(letters.error)} onRetry={() => void letters.refetch()} />;
  const all = letters.data.pages.flatMap((page) => page.letters);
  return (
    <>
      <Waiting counts={letters.data.pages[0]?.waiting ?? []} />
      {all.length === 0 ? (
        <EmptyState title="No letters here">
          <p>Everything that was told could be read, or these filters leave nothing over.</p>
        </EmptyState>
      ) : (
        <Card title="Letters">
          <DataTable caption="Dead letters, newest first" columns={columns} rows={all} rowKey={({ id }) => id} />
        </Card>
      )}
      {letters.hasNextPage ? (
        <div>
          <Button onPress={() => void letters.fetchNextPage()} pending={letters.isFetchingNextPage}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  );
};
