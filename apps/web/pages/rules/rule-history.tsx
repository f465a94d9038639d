import { Card, ErrorNotice, Loading, Moment } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { factsOf } from '../../api.ts';
import { type RuleDecision, ruleHistoryQuery } from './rule-queries.ts';

/** Who did what to a rule, newest first. */
export const RuleHistory = ({ id }: { readonly id: string }) => {
  const history = useQuery(ruleHistoryQuery(id));
  return (
    <Card title="What was decided about it">
      {history.isPending ? <Loading what="its history" height="6rem" /> : null}
      {history.isError ? <ErrorNotice error={factsOf(history.error)} onRetry={() => void history.refetch()} /> : null}
      {history.data?.decisions.length === 0 ? <p>Nobody has changed anything: it is as it came.</p> : null}
      <ul className="rows">
        {history.data?.decisions.map((decision) => (
          <li key={`${decision.at} ${decision.what}`}>
            <p className="row-title">
              {inWords(decision)}{' '}
              <span className="small">
                <Moment at={decision.at} /> by key <code>{decision.by ?? 'unknown'}</code>
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const inWords = ({ what, version, mode, parameters }: RuleDecision): string => {
  if (what === 'archived') return 'Archived';
  if (what === 'defined') return `Version ${version ?? ''} written`;
  const set = Object.entries(parameters ?? {}).map(([name, value]) => `${name} ${value ?? 'at its default'}`);
  return [...(mode ? [`Switched to ${mode}`] : []), ...(set.length > 0 ? [`Set ${set.join(', ')}`] : [])].join('; ');
};
