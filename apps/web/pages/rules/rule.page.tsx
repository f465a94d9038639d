import { Badge, Card, ErrorNotice, Facts, Loading, Notice, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { RuleHistory } from './rule-history.tsx';
import { RuleMatches } from './rule-matches.tsx';
import { RuleMode } from './rule-mode.tsx';
import { RuleOwn } from './rule-own.tsx';
import { RuleParameters } from './rule-parameters.tsx';
import { type Rule, ruleQuery } from './rule-queries.ts';
import { looksInWords, MODES } from './rule-words.ts';

const route = getRouteApi('/rules/$id');

/** One rule: what it says, whether it acts, its numbers, and what it would do and did. */
export const RulePage = () => {
  const { id } = route.useParams();
  const rule = useQuery(ruleQuery(id));
  return (
    <>
      <p className="back">
        <Link to="/rules">← All rules</Link>
      </p>
      <PageHeader title={rule.data?.title ?? 'Rule'} lead={rule.data?.sentence ?? ''} />
      {rule.isPending ? <Loading what="the rule" height="36rem" /> : null}
      {rule.isError ? <ErrorNotice error={factsOf(rule.error)} onRetry={() => void rule.refetch()} /> : null}
      {rule.data ? <Shown rule={rule.data} /> : null}
    </>
  );
};

const Shown = ({ rule }: { readonly rule: Rule }) => (
  <div className="stack">
    {rule.archived ? <Notice title="This rule is archived: it looks no more, and its history stays." /> : null}
    <div className="halves">
      {rule.archived ? null : <RuleMode rule={rule} />}
      <About rule={rule} />
    </div>
    {rule.archived ? null : <RuleParameters key={JSON.stringify(rule.parameters)} rule={rule} />}
    <RuleMatches id={rule.id} />
    <RuleHistory id={rule.id} />
  </div>
);

const About = ({ rule }: { readonly rule: Rule }) => {
  const { id, version, mode, action, origin } = rule;
  return (
    <Card title="What it is" actions={<Badge tone={MODES[mode][1]}>{MODES[mode][0]}</Badge>}>
      <Facts
        rows={[
          ['Id', <code key="id">{id}</code>],
          ['Version', `${version}, ${origin === 'shipped' ? 'comes with Laurel' : 'written here'}`],
          ['When', looksInWords(rule)],
          [
            'Writes',
            <Link key="template" to="/templates/$id" params={{ id: action.template }}>
              {action.template}
            </Link>,
          ],
          ['Kind of message', action.category],
          [
            'On the past',
            <Link key="back-test" to="/rules/$id/back-test" params={{ id }}>
              Back-test: would it have been right?
            </Link>,
          ],
          [
            'So far',
            <Link key="firings" to="/firings" search={{ rule: id }}>
              Its firings
            </Link>,
          ],
        ]}
      />
      <RuleOwn rule={rule} />
    </Card>
  );
};
