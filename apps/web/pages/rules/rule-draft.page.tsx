import { ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { JsonDraft } from '../json-draft/json-draft.tsx';
import { FIRST_RULE } from './first-rule.ts';
import { type RuleDraft, ruleDefinitionQuery, useChangeRule, useDefineRule } from './rule-queries.ts';

const newRoute = getRouteApi('/rules/new');
const changeRoute = getRouteApi('/rules/$id/definition');

const HINT = (
  <>
    <code>criteria</code> is the language for people; <code>{'{ "parameter": "days" }'}</code> stands where a value may
    be set, and <code>{'{days}'}</code> in the sentence. The command line takes the same:{' '}
    <code>laurel rules define</code>.
  </>
);

/** A rule of one's own, from a ready-made one or from a small example. */
export const NewRulePage = () => {
  const { from } = newRoute.useSearch();
  return (
    <>
      <p className="back">
        <Link to="/rules">← All rules</Link>
      </p>
      <PageHeader
        title="Write a rule"
        lead="It is data, no code. It is off until it is switched on, so nothing happens by saving it."
      />
      {from === undefined ? <NewRule initial={FIRST_RULE} /> : <FromRule id={from} />}
    </>
  );
};

const FromRule = ({ id }: { readonly id: string }) => {
  const definition = useQuery(ruleDefinitionQuery(id));
  if (definition.isPending) return <Loading what="the rule" height="36rem" />;
  if (definition.isError)
    return <ErrorNotice error={factsOf(definition.error)} onRetry={() => void definition.refetch()} />;
  const { data } = definition;
  return <NewRule initial={{ ...data, id: `my-${data.id}`, title: `${data.title}, our way` }} />;
};

const NewRule = ({ initial }: { readonly initial: RuleDraft }) => {
  const navigate = newRoute.useNavigate();
  const define = useDefineRule();
  return (
    <JsonDraft
      label="The rule as JSON"
      hint={HINT}
      initial={initial}
      saveLabel="Save the rule"
      pending={define.isPending}
      error={define.error}
      onSave={(written) =>
        define.mutate(written, { onSuccess: ({ id }) => void navigate({ to: '/rules/$id', params: { id } }) })
      }
    />
  );
};

/** The next version of a rule that was written here. */
export const ChangeRulePage = () => {
  const { id } = changeRoute.useParams();
  const definition = useQuery(ruleDefinitionQuery(id));
  return (
    <>
      <p className="back">
        <Link to="/rules/$id" params={{ id }}>
          ← The rule
        </Link>
      </p>
      <PageHeader
        title="Change a rule"
        lead="A new version is off again, its parameters at their defaults: what was proven was the version before."
      />
      {definition.isPending ? <Loading what="the rule" height="36rem" /> : null}
      {definition.isError ? (
        <ErrorNotice error={factsOf(definition.error)} onRetry={() => void definition.refetch()} />
      ) : null}
      {definition.data ? <ChangeRule id={id} initial={definition.data} /> : null}
    </>
  );
};

const ChangeRule = ({ id, initial }: { readonly id: string; readonly initial: RuleDraft }) => {
  const navigate = changeRoute.useNavigate();
  const change = useChangeRule(id);
  return (
    <JsonDraft
      label="The rule as JSON"
      hint={HINT}
      initial={initial}
      saveLabel="Save as a new version"
      pending={change.isPending}
      error={change.error}
      onSave={(written) =>
        change.mutate(written, { onSuccess: () => void navigate({ to: '/rules/$id', params: { id } }) })
      }
    />
  );
};
