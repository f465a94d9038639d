import { type FunnelQuestion } from '@laurel/contracts';
import { Button, Choice, Field, Select } from '@laurel/web-ui';
import { useState } from 'react';
import {
  dayOf,
  everyStepIs,
  instantOf,
  windowFrom,
  windowOf,
  type WindowUnit,
  withNewStep,
  withPlace,
} from './draft.ts';
import { MoreConditions } from './more-conditions.tsx';
import { StepFields } from './step-fields.tsx';

interface FunnelFormProps {
  readonly question: FunnelQuestion;
  readonly onAsk: (question: FunnelQuestion) => void;
}

/** Writes a question; nothing is asked before "Ask". It can be asked while the answer to another is still under way. */
export const FunnelForm = ({ question, onAsk }: FunnelFormProps) => {
  const [draft, setDraft] = useState(question);
  const [window, setWindow] = useState(windowOf(question));
  const asked = windowFrom(window.unit, window.length);
  return (
    <form
      className="funnel-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (asked !== undefined) onAsk({ ...draft, window: asked });
      }}
    >
      <ol className="step-list" aria-label="Steps">
        {draft.steps.map((step, index) => (
          <StepFields key={index} step={step} index={index} draft={draft} onChange={setDraft} />
        ))}
      </ol>
      <div>
        <Button kind="quiet" onPress={() => setDraft(withNewStep(draft))}>
          + Add a step
        </Button>
      </div>
      <div className="fields">
        <PlaceFields draft={draft} onChange={setDraft} />
        <WindowFields
          {...window}
          error={asked === undefined ? 'a number above 0' : undefined}
          onChange={(unit, length) => setWindow({ unit, length })}
        />
        <EntryFields draft={draft} onChange={setDraft} />
      </div>
      <MoreConditions draft={draft} onChange={setDraft} />
      <div className="actions">
        <Button type="submit" kind="primary">
          Ask
        </Button>
        <Choice
          label="Count"
          value={draft.unit}
          options={[
            ['enrolment', 'Enrolments'],
            ['learner', 'Learners'],
          ]}
          onChange={(unit) => setDraft({ ...draft, unit })}
        />
      </div>
    </form>
  );
};

export interface DraftProps {
  readonly draft: FunnelQuestion;
  readonly onChange: (draft: FunnelQuestion) => void;
}

const PlaceFields = ({ draft, onChange }: DraftProps) => (
  <>
    <Field
      label="Course"
      placeholder="every course"
      value={everyStepIs(draft, 'course')}
      onChange={(course) => onChange(withPlace(draft, 'course', course))}
    />
    <Field
      label="Run"
      placeholder="every run"
      value={everyStepIs(draft, 'run')}
      onChange={(run) => onChange(withPlace(draft, 'run', run))}
    />
  </>
);

const UNITS: readonly { readonly value: WindowUnit; readonly text: string }[] = [
  { value: 'days', text: 'days' },
  { value: 'seconds', text: 'seconds' },
  { value: 'unlimited', text: 'without limit' },
];

const WindowFields = ({
  unit,
  length,
  error,
  onChange,
}: {
  readonly unit: WindowUnit;
  readonly length: string;
  readonly error: string | undefined;
  readonly onChange: (unit: WindowUnit, length: string) => void;
}) => (
  <div className="joined" role="group" aria-label="Time from the first step to the last">
    {unit === 'unlimited' ? null : (
      <Field label="Within" type="number" value={length} error={error} onChange={(value) => onChange(unit, value)} />
    )}
    <Select
      label={unit === 'unlimited' ? 'Within' : 'Unit'}
      value={unit}
      options={UNITS}
      onChange={(value) => onChange(UNITS.find((one) => one.value === value)?.value ?? 'days', length || '14')}
    />
  </div>
);

const EntryFields = ({ draft, onChange }: DraftProps) => {
  const { from, to } = draft.entered;
  const enter = (entered: FunnelQuestion['entered']) => onChange({ ...draft, entered });
  return (
    <>
      <Field
        label="Entered from"
        type="date"
        value={dayOf(from)}
        onChange={(day) => enter({ from: instantOf(day), to })}
      />
      <Field label="and before" type="date" value={dayOf(to)} onChange={(day) => enter({ from, to: instantOf(day) })} />
    </>
  );
};
