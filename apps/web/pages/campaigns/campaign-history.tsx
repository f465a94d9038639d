import { Card, Moment } from '@laurel/web-ui';
import { type Campaign } from './campaign-queries.ts';
import { decisionInWords } from './campaign-words.ts';

/** Who decided what, newest first. */
export const CampaignHistory = ({ history }: Pick<Campaign, 'history'>) => (
  <Card title="What was decided">
    <ul className="rows">
      {history.toReversed().map((decision) => (
        <li key={`${decision.at} ${decision.what}`}>
          <p className="row-title">
            {decisionInWords(decision)}{' '}
            <span className="small">
              <Moment at={decision.at} />
              {decision.by === null ? '' : ', by '}
              {decision.by === null ? null : <code>{decision.by}</code>}
            </span>
          </p>
        </li>
      ))}
    </ul>
  </Card>
);
