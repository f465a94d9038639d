import { Badge, Moment } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { Because, LearnerLink } from '../learners/learner-link.tsx';
import { laterOf, type Line, OUTCOME_WORDS } from './outcome-words.ts';

interface LedgerLinesProps {
  readonly lines: readonly Line[];
  /** What each line names: the person, or the campaign or rule it comes from. */
  readonly by: 'learner' | 'origin';
}

/** Lines of the ledger as sentences: when, what, why, because of which facts, and what became known later. */
export const LedgerLines = ({ lines, by }: LedgerLinesProps) => (
  <ol className="rows ledger">
    {lines.map((line, index) => (
      <li key={`${line.learner} ${line.at} ${line.outcome} ${index}`} className="ledger-row">
        <div>
          {by === 'origin' ? (
            <Origin line={line} />
          ) : lines[index - 1]?.learner === line.learner ? null : (
            <p className="row-title">
              <LearnerLink learner={line.learner} />
            </p>
          )}
        </div>
        <What line={line} />
        <Why line={line} />
      </li>
    ))}
  </ol>
);

const Origin = ({ line: { campaign, rule, step, version } }: { readonly line: Line }) => (
  <p>
    {campaign === null ? (
      <span className="row-title">{rule ?? 'no rule'}</span>
    ) : (
      <Link to="/campaigns/$id" params={{ id: campaign }}>
        {campaign}
      </Link>
    )}
    <span className="small">
      {version === null ? '' : ` version ${version}`}
      {step === null ? '' : `, step ${step}`}
    </span>
  </p>
);

const What = ({ line }: { readonly line: Line }) => {
  const [words, tone] = OUTCOME_WORDS[line.outcome];
  return (
    <div>
      <Badge tone={tone}>{words}</Badge>
      <p className="small">
        <Moment at={line.at} />
        {line.step === null ? '' : ` · ${line.step}`}
      </p>
      {line.until === null ? null : (
        <p className="small">
          {line.outcome === 'entered' ? 'begins' : 'until'} <Moment at={line.until} />
        </p>
      )}
    </div>
  );
};

const Why = ({ line }: { readonly line: Line }) => {
  const [first = '', ...rest] = line.why;
  return (
    <div>
      <Because
        learner={line.learner}
        reasons={[{ text: first, facts: [...line.facts] }, ...rest.map((text) => ({ text, facts: [] }))]}
      />
      <p className="small">{[...decided(line), ...written(line)].join(' · ')}</p>
      {laterOf(line).map(([words, at]) => (
        <p key={words} className="small">
          {words} <Moment at={at} />
        </p>
      ))}
    </div>
  );
};

const decided = ({ decidedBy }: Line): readonly string[] => [`decided by: ${decidedBy.replaceAll('-', ' ')}`];
const written = ({ template, templateVersion }: Line): readonly string[] =>
  template === null ? [] : [`“${template}”${templateVersion === null ? '' : `, text version ${templateVersion}`}`];
