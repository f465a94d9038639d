import { Badge, Card, EmptyState, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { type Rule, rulesQuery } from './rule-queries.ts';
import { MODES } from './rule-words.ts';

/** Every rule as the sentence that it is. */
export const RulesPage = () => {
  const rules = useQuery(rulesQuery);
  return (
    <>
      <PageHeader
        title="Rules"
        lead="What Laurel looks for by itself, and whom it then writes to. Prove a rule on the past before it acts."
      />
      {rules.isPending ? <Loading what="the rules" height="36rem" /> : null}
      {rules.isError ? <ErrorNotice error={factsOf(rules.error)} onRetry={() => void rules.refetch()} /> : null}
      {rules.data ? <Groups rules={rules.data.rules} /> : null}
    </>
  );
};

const Groups = ({ rules }: { readonly rules: readonly Rule[] }) => {
  const own = rules.filter(({ origin }) => origin === 'defined');
  const shipped = rules.filter(({ origin }) => origin === 'shipped');
  return (
    <div className="stack">
      {own.length === 0 ? (
        <EmptyState title="There is no rule of your own yet">
          <p>Open a ready-made one below and make your own from it, or write one from nothing.</p>
          <p>
            <NewRule />
          </p>
        </EmptyState>
      ) : (
        <Card title="Your own" actions={<NewRule />}>
          <RuleList rules={own} />
        </Card>
      )}
      <Card title="Ready-made" note="They come with Laurel, and are off until somebody switches them on.">
        <RuleList rules={shipped} />
      </Card>
    </div>
  );
};

const NewRule = () => <Link to="/rules/new">Write a rule</Link>;

const RuleList = ({ rules }: { readonly rules: readonly Rule[] }) => (
  <ul className="rows">
    {rules.map(({ id, version, title, sentence, mode }) => (
      <li key={id}>
        <p className="row-title">
          <Link to="/rules/$id" params={{ id }}>
            {title}
          </Link>{' '}
          <Badge tone={MODES[mode][1]}>{MODES[mode][0]}</Badge> <span className="small">version {version}</span>
        </p>
        <p>{sentence}</p>
      </li>
    ))}
  </ul>
);
