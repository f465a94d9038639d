import { Card, Moment, More } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';

type Step = Schemas['ShowDeadLetterAnswer']['history'][number];

const WORDS: Readonly<Record<Step['step'], string>> = {
  redriven: 'Sent again, and taken',
  refused: 'Sent again, and still refused',
  discarded: 'Discarded',
};

export const History = ({ steps }: { readonly steps: readonly Step[] }) => (
  <Card title="What was done with it">
    <ul className="rows">
      {steps.map(({ at, by, step, reason, corrected }) => (
        <li key={`${at} ${step}`}>
          <p className="row-title">
            {WORDS[step]}{' '}
            <span className="small">
              <Moment at={at} /> by key <code>{by}</code>
            </span>
          </p>
          {reason ? <p>{reason}</p> : null}
          {corrected ? (
            <More title="As it was corrected">
              <pre className="code" tabIndex={0}>
                <code>{corrected}</code>
              </pre>
            </More>
          ) : null}
        </li>
      ))}
    </ul>
  </Card>
);
