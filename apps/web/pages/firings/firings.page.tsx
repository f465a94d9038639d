import { Button, EmptyState, ErrorNotice, Loading, PageHeader, Select } from '@laurel/web-ui';
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { Filters } from '../filters.tsx';
import { rulesQuery } from '../rules/rule-queries.ts';
import { FiringList } from './firing-list.tsx';
import { firingsSearch, type FiringsSearch } from './firings-search.ts';

const route = getRouteApi('/firings');
const FIELDS = [
  ['course', 'Course'],
  ['run', 'Run'],
  ['learner', 'Learner'],
] as const;

const MODES = [
  { value: '', text: 'live or in shadow' },
  { value: 'shadow', text: 'in shadow' },
];

const firingsQuery = (search: FiringsSearch) =>
  infiniteQueryOptions({
    queryKey: ['firings', search],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/v1/firings', {
          params: { query: { ...search, ...(pageParam === '' ? {} : { before: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });

export const FiringsPage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rules = useQuery(rulesQuery);
  const list = rules.data?.rules ?? [];
  return (
    <>
      <PageHeader title="Firings" lead="What rules decided, about whom, and because of which facts." />
      <div className="stack">
        {rules.isError ? <ErrorNotice error={factsOf(rules.error)} onRetry={() => void rules.refetch()} /> : null}
        <Filters
          key={JSON.stringify(search)}
          fields={FIELDS}
          values={search}
          onApply={(values) => void navigate({ search: firingsSearch({ ...search, ...values }) })}
        >
          <RuleSelect
            rules={list}
            value={search.rule ?? ''}
            onChange={(rule) => void navigate({ search: firingsSearch({ ...search, rule }) })}
          />
          <Select
            label="Of rules that were"
            value={search.mode ?? ''}
            options={MODES}
            onChange={(mode) => void navigate({ search: firingsSearch({ ...search, mode }) })}
          />
        </Filters>
        <Firings search={search} />
      </div>
    </>
  );
};

const RuleSelect = ({
  rules,
  value,
  onChange,
}: {
  readonly rules: Schemas['ListRulesAnswer']['rules'];
  readonly value: string;
  readonly onChange: (rule: string) => void;
}) => (
  <Select
    label="Rule"
    value={value}
    options={[{ value: '', text: 'every rule' }, ...rules.map(({ id, title }) => ({ value: id, text: title }))]}
    onChange={onChange}
  />
);

const Firings = ({ search }: { readonly search: FiringsSearch }) => {
  const firings = useInfiniteQuery(firingsQuery(search));
  if (firings.isPending) return <Loading what="the firings" height="24rem" />;
  if (firings.isError) return <ErrorNotice error={factsOf(firings.error)} onRetry={() => void firings.refetch()} />;
  const all = firings.data.pages.flatMap((page) => page.firings);
  if (all.length === 0) {
    return (
      <EmptyState title="No rule has fired here">
        <p>
          A rule fires when it is in shadow or live, its moment has come and somebody matches. Nobody matching is good
          news, too. See which <Link to="/rules">rules</Link> are on.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <FiringList firings={all} />
      {firings.hasNextPage ? (
        <div>
          <Button onPress={() => void firings.fetchNextPage()} pending={firings.isFetchingNextPage}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  );
};
