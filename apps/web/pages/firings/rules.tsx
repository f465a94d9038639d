import { Badge, Card, EmptyState } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';

/** Each rule as the sentence that it is. */
export const Rules = ({ rules }: { readonly rules: Schemas['ListRulesAnswer']['rules'] }) =>
  rules.length === 0 ? (
    <EmptyState title="There are no rules yet" />
  ) : (
    <Card title="The rules">
      <ul className="rows">
        {rules.map(({ id, version, title, sentence, mode }) => (
          <li key={id}>
            <p className="row-title">
              {title} <Badge tone={mode === 'live' ? 'good' : 'plain'}>{mode === 'live' ? 'on' : 'off'}</Badge>{' '}
              <span className="small">version {version}</span>
            </p>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
