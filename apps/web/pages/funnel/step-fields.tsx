import { type Condition, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';
import { Button, Field, More, Select } from '@laurel/web-ui';
import { useState } from 'react';
import { eventName, eventOptions, isEventType } from '../../words.ts';
import { eventsOf, moved, ownConditions, withEvents, withoutStep, withStep } from './draft.ts';
import { conditionInWords, eventsInWords, OCCURRENCES, OPERATORS } from './question-in-words.ts';

interface StepFieldsProps {
  readonly step: FunnelStep;
  readonly index: number;
  readonly draft: FunnelQuestion;
  readonly onChange: (draft: FunnelQuestion) => void;
}

/** One step: one event or any of several, what it is called, and only where. */
export const StepFields = ({ step, index, draft, onChange }: StepFieldsProps) => {
  const change = (next: FunnelStep) => onChange(withStep(draft, index, next));
  return (
    <li className="step">
      <div className="step-row">
        <EventFields step={step} index={index} onChange={change} />
        <Field
          label="Called"
          value={step.name ?? ''}
          placeholder={eventsInWords(step)}
          onChange={(name) => change({ ...step, name: name === '' ? undefined : name })}
        />
        <StepActions index={index} draft={draft} onChange={onChange} />
      </div>
      <Conditions step={step} own={ownConditions(draft, step)} onChange={change} />
      <StepMore step={step} index={index} onChange={change} />
    </li>
  );
};

interface OneStepProps {
  readonly step: FunnelStep;
  readonly index: number;
  readonly onChange: (step: FunnelStep) => void;
}

const EventFields = ({ step, index, onChange }: OneStepProps) => {
  const events = eventsOf(step);
  return (
    <div className="step-events">
      {events.map(({ event, where }, at) => (
        <div key={at} className="step-event">
          <Select
            label={at === 0 ? `Step ${index + 1}` : `or, instead of it`}
            value={event}
            options={eventOptions}
            onChange={(type) =>
              isEventType(type) ? onChange(withEvents(step, events.with(at, { event: type, where }))) : undefined
            }
          />
          {at === 0 ? null : (
            <Button
              kind="quiet"
              label={`Step ${index + 1}: remove ${eventName(event)}`}
              onPress={() => onChange(withEvents(step, events.toSpliced(at, 1)))}
            >
              ×
            </Button>
          )}
          {where.length > 0 ? <p className="small">{where.map(conditionInWords).join(', ')}</p> : null}
        </div>
      ))}
    </div>
  );
};

/** What few steps need. */
const StepMore = ({ step, index, onChange }: OneStepProps) => (
  <More title="More about this step">
    <div className="fields">
      <Select
        label={`Which ${eventsInWords(step)} counts`}
        value={step.occurrence}
        options={OCCURRENCE_OPTIONS}
        onChange={(chosen) => {
          const occurrence = OCCURRENCE_OPTIONS.find(({ value }) => value === chosen)?.value;
          if (occurrence) onChange({ ...step, occurrence });
        }}
      />
      <Button
        label={`Step ${index + 1}: or another event`}
        onPress={() => onChange(withEvents(step, [...eventsOf(step), { event: 'learning.ContentViewed', where: [] }]))}
      >
        + or another event
      </Button>
    </div>
  </More>
);

const OCCURRENCE_OPTIONS = (['any', 'first-matching', 'first-ever'] as const).map((value) => ({
  value,
  text: OCCURRENCES[value],
}));

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
