import { Badge, Button, Card, EmptyState, Figure, Figures, formatCount, formatShare, Moment } from '@laurel/web-ui';
import { answered, api, type Schemas } from '../../api.ts';
import { AS_CSV, DownloadCsv } from '../download-csv.tsx';
import { Because, LearnerLink } from '../learners/learner-link.tsx';
import { atRiskQuestionOf, type AtRiskSearch } from './at-risk-search.ts';

type Answer = Schemas['AskAtRiskAnswer'];
type Row = Answer['rows'][number];
type Reason = Row['reasons'][number]['reason'];

const REASONS: Readonly<Record<Reason, string>> = {
  neverStarted: 'Never started',
  silent: 'Silent',
  failedAssessment: 'Failed an assessment',
  overdueAssessment: 'Assessment overdue',
  criterion: 'Your criterion',
};
/** A file is asked for at once, and this is the longest page. */
const LONGEST_PAGE = 1000;

interface AtRiskAnswerProps {
  readonly search: AtRiskSearch;
  readonly answer: Answer;
  readonly rows: readonly Row[];
  /** Null on the last page. */
  readonly more: { readonly isPending: boolean; readonly show: () => void } | null;
}

export const AtRiskAnswer = ({ search, answer, rows, more }: AtRiskAnswerProps) => {
  if (answer.enrolments === 0) return <NobodyAtRisk watched={answer.watched} />;
  return (
    <>
      <Counts answer={answer} />
      <Card
        title={`${formatCount(answer.enrolments)} at risk`}
        note={`${formatShare(answer.enrolments / answer.watched)} of ${formatCount(answer.watched)} enrolments still open; ${formatCount(answer.learners)} people. The longest at risk first, ${formatCount(rows.length)} shown.`}
        actions={
          <DownloadCsv
            file="at-risk"
            ask={() =>
              answered(
                api.POST('/v1/questions/at-risk', {
                  body: { ...atRiskQuestionOf(search), page: { size: LONGEST_PAGE } },
                  ...AS_CSV,
                }),
              )
            }
          />
        }
      >
        {answer.enrolments > LONGEST_PAGE ? (
          <p className="small">The file holds the first {formatCount(LONGEST_PAGE)}.</p>
        ) : null}
        <ul className="rows">
          {rows.map((row) => (
            <AtRiskRow key={keyOf(row)} row={row} asOf={search.asOf} />
          ))}
        </ul>
      </Card>
      {more ? (
        <div>
          <Button onPress={more.show} pending={more.isPending}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
};

const keyOf = ({ learner, course, run, registration, round }: Row): string =>
  JSON.stringify([learner, course, run, registration, round]);

const Counts = ({ answer }: { readonly answer: Answer }) => (
  <Figures label="How many, by reason">
    {answer.byReason.map(({ reason, enrolments }) => (
      <Figure key={reason} name={REASONS[reason]} value={formatCount(enrolments)} />
    ))}
  </Figures>
);

const AtRiskRow = ({ row, asOf }: { readonly row: Row; readonly asOf: string | undefined }) => (
  <li className="firing">
    <div>
      <p className="row-title">
        <LearnerLink learner={row.learner} asOf={asOf} />{' '}
        <span className="small">
          in {row.course}
          {row.run ? ` · ${row.run}` : ''}
        </span>
      </p>
      <p className="small">
        at risk since <Moment at={row.since} />
      </p>
    </div>
    <div>
      <p className="small">because</p>
      <Because learner={row.learner} asOf={asOf} reasons={row.because} />
    </div>
    <div className="badges">
      {row.reasons.map(({ reason }) => (
        <Badge key={reason} tone="warn">
          {REASONS[reason].toLowerCase()}
        </Badge>
      ))}
      <p className="small">
        {row.lastActivity === null ? (
          'no activity at all'
        ) : (
          <>
            last active <Moment at={row.lastActivity} />
          </>
        )}
      </p>
    </div>
  </li>
);

const NobodyAtRisk = ({ watched }: { readonly watched: number }) => (
  <EmptyState title="Nobody is at risk by this rule">
    <p>
      {formatCount(watched)} enrolments are still open, and none of them meets it. People who never started are looked
      at, too.
    </p>
  </EmptyState>
);
