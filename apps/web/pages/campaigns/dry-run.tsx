import { Button, Card, ErrorNotice, Field, formatCount, Moment } from '@laurel/web-ui';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { LedgerLines } from '../ledger/ledger-lines.tsx';
import { OUTCOME_WORDS } from '../ledger/outcome-words.ts';
import { type DryRun as Played, useDryRun } from './campaign-queries.ts';

const FEW = 100;
const MOST_SHOWN = 300;

/** The whole campaign played on a clock of its own: its ledger without sending anything. */
export const DryRun = ({ id }: { readonly id: string }) => {
  const [asOf, setAsOf] = useState('');
  const [people, setPeople] = useState(String(FEW));
  const play = useDryRun(id);
  return (
    <Card
      title="Dry run"
      note="Plays the newest version with the same decisions, on a clock of its own. Nothing is sent or kept."
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          play.mutate({ people: Number(people), ...(asOf === '' ? {} : { asOf: new Date(asOf).toISOString() }) });
        }}
      >
        <div className="fields">
          <Field
            label="Begin on"
            type="date"
            value={asOf}
            onChange={setAsOf}
            hint="what was known then; empty: when its window begins"
          />
          <Field label="People, at most" type="number" value={people} onChange={setPeople} />
        </div>
        <div className="actions">
          <Button type="submit" pending={play.isPending} disabled={!(Number(people) >= 1)}>
            Play it
          </Button>
        </div>
        {play.isError ? <ErrorNotice error={factsOf(play.error)} /> : null}
      </form>
      {play.data ? <PlayedLedger played={play.data} /> : null}
    </Card>
  );
};

const PlayedLedger = ({ played: { from, until, audience, outcomes, lines, version } }: { readonly played: Played }) => (
  <div className="stack played">
    <p role="status">
      Version {version}, from <Moment at={from} /> until <Moment at={until} />; {formatCount(audience)} match.
    </p>
    <ul className="inline">
      {Object.entries(outcomes).map(([outcome, count]) => (
        <li key={outcome}>
          {formatCount(count)} × {wordsOf(outcome)}
        </li>
      ))}
    </ul>
    <LedgerLines lines={lines.slice(0, MOST_SHOWN)} by="learner" />
    {lines.length > MOST_SHOWN ? (
      <p className="small">
        The first {MOST_SHOWN} of {formatCount(lines.length)} lines; all of them: <code>laurel campaigns dry-run</code>.
      </p>
    ) : null}
  </div>
);

const wordsOf = (outcome: string): string =>
  Object.entries(OUTCOME_WORDS).find(([name]) => name === outcome)?.[1][0] ?? outcome;
