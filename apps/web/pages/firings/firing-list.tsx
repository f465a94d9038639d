import { Badge, Card, Moment } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { OUTCOMES } from '../../words.ts';
import { Because, LearnerLink } from '../learners/learner-link.tsx';

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
  return (
    <li className="firing">
      <div className="firing-head">
        <p className="row-title">
          <LearnerLink learner={firing.learner} />{' '}
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
        <Because learner={firing.learner} reasons={firing.because} />
      </div>
      <div>
        <Badge tone={tone}>{words}</Badge>
        {firing.why ? <p className="small">{firing.why}</p> : null}
      </div>
    </li>
  );
};
