import { Link } from '@tanstack/react-router';
import { type Schemas } from '../../api.ts';
import { bare } from '../../search.ts';

type Reason = Schemas['AskAtRiskAnswer']['rows'][number]['because'][number];

interface Seen {
  readonly learner: string;
  /** As of when the page shows them. */
  readonly asOf?: string | undefined;
}

/** A learner by pseudonym; leads to everything that is known of them. */
export const LearnerLink = ({ learner, asOf }: Seen) => (
  <Link to="/learners/$id" params={{ id: learner }} search={bare({ asOf })}>
    {learner}
  </Link>
);

const MANY = 3;

/** The sentences of a reason; each fact behind one is a link to its place in the timeline of the learner. */
export const Because = ({ learner, asOf, reasons }: Seen & { readonly reasons: readonly Reason[] }) => (
  <ul className="because">
    {reasons.map(({ text, facts }) => (
      <li key={text}>
        {text}
        {facts.slice(0, MANY).map((fact, index) => (
          <span key={`${fact.source} ${fact.id}`} className="small">
            {' '}
            <Link
              to="/learners/$id"
              params={{ id: learner }}
              search={bare({ asOf, source: fact.source, fact: fact.id })}
              aria-label={`The fact behind: ${text}${index === 0 ? '' : `, ${index + 1}`}`}
            >
              {facts.length === 1 ? 'the fact' : `fact ${index + 1}`}
            </Link>
          </span>
        ))}
        {facts.length > MANY ? <span className="small"> and {facts.length - MANY} more</span> : null}
      </li>
    ))}
  </ul>
);
