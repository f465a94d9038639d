import { type Condition, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';
import { Button, Field, Select } from '@laurel/web-ui';
import { useState } from 'react';
import { eventName, eventOptions, isEventType } from '../../words.ts';
import { moved, ownConditions, withoutStep, withStep } from './draft.ts';
import { conditionInWords, OPERATORS, stepName } from './question-in-words.ts';

interface StepFieldsProps {
  readonly step: FunnelStep;
  readonly index: number;
  readonly draft: FunnelQuestion;
  readonly onChange: (draft: FunnelQuestion) => void;
}

/** One step. What the form cannot write (several events for one step) it shows in words and keeps. */
export const StepFields = ({ step, index, draft, onChange }: StepFieldsProps) => {
  const change = (next: FunnelStep) => onChange(withStep(draft, index, next));
  return (
    <li className="step">
      <div className="step-row">
        {step.event === undefined ? (
          <p className="step-words">{stepName(step)}</p>
        ) : (
          <Select
            label={`Step ${index + 1}`}
            value={step.event}
            options={eventOptions}
            onChange={(event) => (isEventType(event) ? change({ ...step, event }) : undefined)}
          />
        )}
        <Field
          label="Called"
          value={step.name ?? ''}
          placeholder={step.event === undefined ? '' : eventName(step.event)}
          onChange={(name) => change({ ...step, name: name === '' ? undefined : name })}
        />
        <StepActions index={index} draft={draft} onChange={onChange} />
      </div>
      <Conditions step={step} own={ownConditions(draft, step)} onChange={change} />
    </li>
  );
};

const StepActions = ({ index, draft, onChange }: Omit<StepFieldsProps, 'step'>) => (
  <div className="step-actions">
    <Button
      kind="quiet"
      label={`Move step ${index + 1} up`}
      disabled={index === 0}
      onPress={() => onChange(moved(draft, index, -1))}
    >
      ↑
    </Button>
    <Button
      kind="quiet"
      label={`Move step ${index + 1} down`}
      disabled={index === draft.steps.length - 1}
      onPress={() => onChange(moved(draft, index, 1))}
    >
      ↓
    </Button>
    <Button
      kind="quiet"
      label={`Remove step ${index + 1}`}
      disabled={draft.steps.length === 1}
      onPress={() => onChange(withoutStep(draft, index))}
    >
      ×
    </Button>
  </div>
);

const Conditions = ({
  step,
  own,
  onChange,
}: {
  readonly step: FunnelStep;
  readonly own: readonly Condition[];
  readonly onChange: (step: FunnelStep) => void;
}) => {
  const [writing, setWriting] = useState(false);
  return (
    <div className="conditions">
      {own.map((condition) => (
        <span key={JSON.stringify(condition)} className="chip">
          {conditionInWords(condition)}
          <Button
            kind="quiet"
            label={`Remove the condition: ${conditionInWords(condition)}`}
            onPress={() => onChange({ ...step, where: step.where.filter((one) => one !== condition) })}
          >
            ×
          </Button>
        </span>
      ))}
      {writing ? (
        <ConditionFields
          onDone={(condition) => {
            setWriting(false);
            if (condition) onChange({ ...step, where: [...step.where, condition] });
          }}
        />
      ) : (
        <Button kind="quiet" onPress={() => setWriting(true)}>
          + Only where …
        </Button>
      )}
    </div>
  );
};

const WRITABLE = ['eq', 'ne', 'contains', 'lt', 'lte', 'gt', 'gte'] as const;
type Writable = (typeof WRITABLE)[number];

const ConditionFields = ({ onDone }: { readonly onDone: (condition: Condition | undefined) => void }) => {
  const [field, setField] = useState('event.');
  const [op, setOp] = useState<Writable>('eq');
  const [value, setValue] = useState('');
  return (
    <div className="condition-fields">
      <Field label="Field" value={field} onChange={setField} hint="event.score.scaled, person.team, enrolment.…" />
      <Select
        label="Comparison"
        value={op}
        options={WRITABLE.map((one) => ({ value: one, text: OPERATORS[one] }))}
        onChange={(chosen) => setOp(WRITABLE.find((one) => one === chosen) ?? 'eq')}
      />
      <Field label="Value" value={value} onChange={setValue} />
      <Button disabled={value === '' || field === ''} onPress={() => onDone(conditionOf(field, op, value))}>
        Add
      </Button>
      <Button kind="quiet" onPress={() => onDone(undefined)}>
        Cancel
      </Button>
    </div>
  );
};

/** What was typed, as the kind of value it looks like: 0.5 a number, true a truth, anything else text. */
const conditionOf = (field: string, op: Writable, value: string): Condition => {
  if (op === 'contains') return { field, op, value };
  const number = Number(value.trim() || Number.NaN);
  const comparable = Number.isNaN(number) ? value : number;
  if (op !== 'eq' && op !== 'ne') return { field, op, value: comparable };
  return { field, op, value: value === 'true' || value === 'false' ? value === 'true' : comparable };
};
