import { Badge, Card, Moment, More } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { type Schemas } from '../../api.ts';
import { OUTCOMES } from '../../words.ts';

type Firing = Schemas['ListFiringsAnswer']['firings'][number];

/** Newest first. Each says whom it is about (by pseudonym), why, and what became of it. */
export const FiringList = ({ firings }: { readonly firings: readonly Firing[] }) => (
  <Card title="What they decided">
    <ul className="rows">
      {firings.map((firing) => (
        <FiringRow key={firing.id} firing={firing} />
      ))}
    </ul>
  </Card>
);

const FiringRow = ({ firing }: { readonly firing: Firing }) => {
  const [words, tone] = OUTCOMES[firing.outcome];
  // Two reasons may rest on one fact.
  const facts = [
    ...new Map(
      firing.because.flatMap((reason) => reason.facts.map((fact) => [`${fact.source} ${fact.id}`, fact])),
    ).values(),
  ];
  return (
    <li className="firing">
      <div className="firing-head">
        <p className="row-title">
          <Link to="/firings" search={{ learner: firing.learner }}>
            {firing.learner}
          </Link>{' '}
          <span className="small">
            in {firing.course}
            {firing.run ? ` · ${firing.run}` : ''}
          </span>
        </p>
        <p className="small">
          <Moment at={firing.firedAt} /> · {firing.rule} v{firing.ruleVersion}
        </p>
      </div>
      <div>
        <p className="small">because</p>
        <ul className="because">
          {firing.because.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {facts.length > 0 ? <FactRefs facts={facts} /> : null}
      </div>
      <div>
        <Badge tone={tone}>{words}</Badge>
        {firing.why ? <p className="small">{firing.why}</p> : null}
      </div>
    </li>
  );
};

const FactRefs = ({ facts }: { readonly facts: Firing['because'][number]['facts'] }) => (
  <More title={facts.length === 1 ? 'The fact behind it' : `The ${facts.length} facts behind it`}>
    <ul className="refs">
      {facts.map(({ source, id }) => (
        <li key={`${source} ${id}`}>
          <code>{id}</code> <span className="small">told by {source}</span>
        </li>
      ))}
    </ul>
  </More>
);
