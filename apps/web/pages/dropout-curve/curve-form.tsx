import { Button, Card, Checkbox, Field, More, Select } from '@laurel/web-ui';
import { useState } from 'react';
import { type Search } from '../../search.ts';
import { type CurveSearch } from './curve-search.ts';

/** Everything as typed; '' is the default. */
const draftOf = (search: CurveSearch) => ({
  course: search.course ?? '',
  run: search.run ?? '',
  by: search.by ?? '',
  within: search.within ?? '',
  silence: silenceKind(search.silence),
  silenceDays: typeof search.silence === 'number' ? String(search.silence) : '30',
  until: String(search.until ?? ''),
  origin: search.origin ?? '',
  everybody: search.cohort === 'all',
  late: search.late === 'from-enrolling',
});
type Draft = ReturnType<typeof draftOf>;

const silenceKind = (silence: CurveSearch['silence']): 'course' | 'off' | 'days' => {
  if (silence === undefined) return 'course';
  return silence === 'off' ? 'off' : 'days';
};

const SILENCE = [
  { value: 'course', text: 'by the course' },
  { value: 'days', text: 'after … days' },
  { value: 'off', text: 'never' },
] as const;

const searchOf = ({ silence, silenceDays, everybody, late, ...draft }: Draft): Search => ({
  ...draft,
  silence: { course: undefined, off: 'off', days: silenceDays }[silence],
  cohort: everybody ? 'all' : undefined,
  late: late ? 'from-enrolling' : undefined,
});

interface CurveFormProps {
  readonly search: CurveSearch;
  readonly onAsk: (search: Search) => void;
}

export const CurveForm = ({ search, onAsk }: CurveFormProps) => {
  const [draft, setDraft] = useState(draftOf(search));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const wrongDays = draft.silence === 'days' && !(Number(draft.silenceDays) > 0) ? 'a number above 0' : undefined;
  const wrongUntil = draft.until !== '' && !/^[1-9]\d{0,4}$/.test(draft.until) ? 'whole days, or nothing' : undefined;
  const isWrong = wrongDays !== undefined || wrongUntil !== undefined;
  return (
    <Card title="Of whom">
      <form
        className="funnel-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong) onAsk(searchOf(draft));
        }}
      >
        <div className="fields">
          <Field
            label="Course"
            placeholder="every course"
            value={draft.course}
            onChange={(course) => set({ course })}
          />
          <Field label="Run" placeholder="every run" value={draft.run} onChange={(run) => set({ run })} />
          <Field
            label="In groups by"
            placeholder="enrolment.…, person.…"
            value={draft.by}
            onChange={(by) => set({ by })}
          />
          <Select
            label="Silence counts as leaving"
            value={draft.silence}
            options={SILENCE}
            onChange={(chosen) => set({ silence: SILENCE.find(({ value }) => value === chosen)?.value ?? 'course' })}
          />
          {draft.silence === 'days' ? (
            <Field
              label="Days of silence"
              type="number"
              value={draft.silenceDays}
              error={wrongDays}
              onChange={(silenceDays) => set({ silenceDays })}
            />
          ) : null}
        </div>
        <MoreOfCurve draft={draft} wrongUntil={wrongUntil} onChange={set} />
        <div>
          <Button type="submit" kind="primary" disabled={isWrong}>
            Show
          </Button>
        </div>
      </form>
    </Card>
  );
};

const MoreOfCurve = ({
  draft,
  wrongUntil,
  onChange,
}: {
  readonly draft: Draft;
  readonly wrongUntil: string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}) => (
  <More title="More conditions: from when, until when, comparing within">
    <div className="fields more-conditions">
      <Select
        label="Time is counted from"
        value={draft.origin}
        options={[
          { value: '', text: 'enrolling' },
          { value: 'run-start', text: 'the start of the run' },
        ]}
        onChange={(origin) => onChange({ origin: origin === 'run-start' ? 'run-start' : '' })}
      />
      <Field
        label="Days watched"
        placeholder="to the end of the run"
        value={draft.until}
        error={wrongUntil}
        onChange={(until) => onChange({ until })}
      />
      <Field
        label="Groups compared within each"
        placeholder="course, run, …"
        value={draft.within}
        onChange={(within) => onChange({ within })}
      />
      {draft.origin === 'run-start' ? (
        <>
          <Checkbox checked={draft.everybody} onChange={(everybody) => onChange({ everybody })}>
            also who left before the start
          </Checkbox>
          <Checkbox checked={draft.late} onChange={(late) => onChange({ late })}>
            who enrols late counts only from then on
          </Checkbox>
        </>
      ) : null}
    </div>
  </More>
);
