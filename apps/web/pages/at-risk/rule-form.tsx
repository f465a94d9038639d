import { DEFAULT_RISK_RULE } from '@laurel/contracts';
import { Button, Card, Checkbox, Field } from '@laurel/web-ui';
import { type ReactNode, useState } from 'react';
import { type Search } from '../../search.ts';
import { type AtRiskSearch } from './at-risk-search.ts';

interface Draft {
  readonly course: string;
  readonly run: string;
  /** Days as typed; null: this reason is not asked. */
  readonly neverStarted: string | null;
  readonly silent: string | null;
  readonly failed: boolean;
  readonly overdue: boolean;
}

const USUAL = {
  neverStarted: String(DEFAULT_RISK_RULE.neverStarted?.days ?? ''),
  silent: String(DEFAULT_RISK_RULE.silent?.days ?? ''),
};

const typed = (days: number | 'off' | undefined, usual: string): string | null =>
  days === 'off' ? null : String(days ?? usual);

const draftOf = ({ course = '', run = '', neverStarted, silent, failed, overdue }: AtRiskSearch): Draft => ({
  course,
  run,
  neverStarted: typed(neverStarted, USUAL.neverStarted),
  silent: typed(silent, USUAL.silent),
  failed: failed === undefined,
  overdue: overdue === undefined,
});

const MAX_DAYS = 3650;
const wrongDays = (days: string | null): string | undefined =>
  days === null || (Number(days) > 0 && Number(days) <= MAX_DAYS) ? undefined : `more than 0, at most ${MAX_DAYS}`;

/** What differs from the default rule goes into the address, so that the plain address is the default rule. */
const searchOf = ({ course, run, neverStarted, silent, failed, overdue }: Draft): Search => ({
  course,
  run,
  neverStarted: neverStarted === null ? 'off' : unlessUsual(neverStarted, USUAL.neverStarted),
  silent: silent === null ? 'off' : unlessUsual(silent, USUAL.silent),
  failed: failed ? undefined : 'off',
  overdue: overdue ? undefined : 'off',
});

const unlessUsual = (days: string, usual: string): string | undefined => (days === usual ? undefined : days);

interface RuleFormProps {
  readonly search: AtRiskSearch;
  readonly onAsk: (search: Search) => void;
}

/** The rule as a sentence with its numbers to set; nothing is asked before "Show". */
export const RuleForm = ({ search, onAsk }: RuleFormProps) => {
  const [draft, setDraft] = useState(draftOf(search));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const asksNothing = draft.neverStarted === null && draft.silent === null && !draft.failed && !draft.overdue;
  const isWrong = asksNothing || wrongDays(draft.neverStarted) !== undefined || wrongDays(draft.silent) !== undefined;
  return (
    <Card title="Who counts as at risk" note="One of these is enough. The numbers are yours to set.">
      <form
        className="rule-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong) onAsk(searchOf(draft));
        }}
      >
        <DaysOf
          name="Never started, days since enrolling or since the run began"
          days={draft.neverStarted}
          usual={USUAL.neverStarted}
          onChange={(neverStarted) => set({ neverStarted })}
        >
          never started
        </DaysOf>
        <DaysOf
          name="Silent, days without activity"
          days={draft.silent}
          usual={USUAL.silent}
          onChange={(silent) => set({ silent })}
        >
          silent since starting
        </DaysOf>
        <Checkbox checked={draft.failed} onChange={(failed) => set({ failed })}>
          failed an assessment and has not passed it
        </Checkbox>
        <Checkbox checked={draft.overdue} onChange={(overdue) => set({ overdue })}>
          an assessment is overdue and nothing was handed in
        </Checkbox>
        <Field label="Course" placeholder="every course" value={draft.course} onChange={(course) => set({ course })} />
        <Field label="Run" placeholder="every run" value={draft.run} onChange={(run) => set({ run })} />
        <div className="actions">
          <Button type="submit" kind="primary" disabled={isWrong}>
            Show
          </Button>
          {asksNothing ? <p className="small">Choose at least one reason.</p> : null}
        </div>
      </form>
    </Card>
  );
};

const DaysOf = ({
  name,
  days,
  usual,
  onChange,
  children,
}: {
  readonly name: string;
  readonly days: string | null;
  readonly usual: string;
  readonly onChange: (days: string | null) => void;
  readonly children: ReactNode;
}) => (
  <div className="days-of">
    <Checkbox checked={days !== null} onChange={(asked) => onChange(asked ? usual : null)}>
      {children}
    </Checkbox>
    {days === null ? null : (
      <div className="days">
        <span>for</span>
        <Field label={name} hideLabel type="number" value={days} onChange={onChange} error={wrongDays(days)} />
        <span>days</span>
      </div>
    )}
  </div>
);
