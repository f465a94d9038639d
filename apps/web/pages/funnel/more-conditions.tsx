import { type FunnelExclusion, type FunnelQuestion } from '@laurel/contracts';
import { Button, Field, More, Select } from '@laurel/web-ui';
import { eventOptions, isEventType } from '../../words.ts';
import { withNewExclusion, withOrder } from './draft.ts';
import { exclusionInWords, ORDERS } from './question-in-words.ts';

interface DraftProps {
  readonly draft: FunnelQuestion;
  readonly onChange: (draft: FunnelQuestion) => void;
}

/** What most questions do without: order, who is left out, groups, and the trend. */
export const MoreConditions = ({ draft, onChange }: DraftProps) => (
  <More title="More conditions: order, exclusions, groups, trend">
    <div className="stack more-conditions">
      <div className="fields">
        <Select
          label="Steps are done"
          value={draft.order}
          options={optionsOf(ORDERS)}
          onChange={(chosen) => {
            const order = keyIn(ORDERS, chosen);
            if (order) onChange(withOrder(draft, order));
          }}
        />
        <BreakdownFields draft={draft} onChange={onChange} />
        <Select
          label="Trend, by entry"
          value={draft.interval ?? ''}
          options={[{ value: '', text: 'none' }, ...INTERVALS.map((value) => ({ value, text: `by ${value}` }))]}
          onChange={(chosen) => {
            const interval = INTERVALS.find((one) => one === chosen);
            onChange({ ...draft, interval, timeZone: interval === undefined ? undefined : draft.timeZone });
          }}
        />
      </div>
      <Exclusions draft={draft} onChange={onChange} />
    </div>
  </More>
);

const INTERVALS = ['day', 'week', 'month'] as const;

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

const keyIn = <Key extends string>(words: Readonly<Record<Key, string>>, chosen: string): Key | undefined => {
  for (const key in words) if (key === chosen) return key;
  return undefined;
};

type Breakdown = NonNullable<FunnelQuestion['breakdown']>;

const BreakdownFields = ({ draft, onChange }: DraftProps) => {
  const { breakdown, steps } = draft;
  const set = (next: Breakdown | undefined) => onChange({ ...draft, breakdown: next });
  return (
    <>
      <Field
        label="In groups by"
        value={breakdown?.by ?? ''}
        placeholder="person.team, course, event.…"
        onChange={(by) => set(by === '' ? undefined : { attribution: 'first', limit: 25, ...breakdown, by })}
      />
      {breakdown === undefined ? null : (
        <>
          <Select
            label="The group is told by"
            value={attributionKey(breakdown.attribution)}
            options={[
              { value: 'first', text: 'the first step that says it' },
              { value: 'last', text: 'the last step that says it' },
              { value: 'all', text: 'all steps alike' },
              ...steps.map((_, index) => ({ value: String(index + 1), text: `step ${index + 1}` })),
            ]}
            onChange={(chosen) => set({ ...breakdown, attribution: attributionOf(chosen) })}
          />
          <Field
            label="At most so many groups"
            type="number"
            value={String(breakdown.limit)}
            onChange={(limit) => set({ ...breakdown, limit: Math.max(1, Math.round(Number(limit) || 1)) })}
          />
        </>
      )}
    </>
  );
};

const attributionKey = (attribution: Breakdown['attribution']): string =>
  typeof attribution === 'object' ? String(attribution.step) : attribution;

const attributionOf = (chosen: string): Breakdown['attribution'] => {
  if (chosen === 'first' || chosen === 'last' || chosen === 'all') return chosen;
  return { step: Number(chosen) };
};

const Exclusions = ({ draft, onChange }: DraftProps) => (
  <div className="exclusions" role="group" aria-label="Who is left out">
    {draft.exclusions.map((exclusion, index) => (
      <ExclusionFields
        key={index}
        exclusion={exclusion}
        draft={draft}
        onChange={(next) =>
          onChange({
            ...draft,
            exclusions: next ? draft.exclusions.with(index, next) : draft.exclusions.toSpliced(index, 1),
          })
        }
      />
    ))}
    <div>
      <Button kind="quiet" disabled={draft.steps.length < 2} onPress={() => onChange(withNewExclusion(draft))}>
        + Leave out who does …
      </Button>
    </div>
  </div>
);

const ExclusionFields = ({
  exclusion,
  draft,
  onChange,
}: {
  readonly exclusion: FunnelExclusion;
  readonly draft: FunnelQuestion;
  readonly onChange: (exclusion: FunnelExclusion | undefined) => void;
}) => {
  const { event, after, before } = exclusion;
  const whole = draft.order === 'any';
  const step = (number: number) => ({ value: String(number), text: `step ${number}` });
  const numbers = draft.steps.map((_, index) => index + 1);
  return (
    <div className="step fields">
      {event === undefined ? (
        <p className="step-words">{exclusionInWords(exclusion)}</p>
      ) : (
        <Select
          label="Leave out who does"
          value={event}
          options={eventOptions}
          onChange={(type) => (isEventType(type) ? onChange({ ...exclusion, event: type }) : undefined)}
        />
      )}
      <Select
        label="after"
        value={String(after)}
        options={(whole ? [1] : numbers.filter((one) => one < before)).map(step)}
        onChange={(chosen) => onChange({ ...exclusion, after: Number(chosen) })}
      />
      <Select
        label="and before"
        value={String(before)}
        options={(whole ? [draft.steps.length] : numbers.filter((one) => one > after)).map(step)}
        onChange={(chosen) => onChange({ ...exclusion, before: Number(chosen) })}
      />
      <Button kind="quiet" label={`Remove: ${exclusionInWords(exclusion)}`} onPress={() => onChange(undefined)}>
        Remove
      </Button>
    </div>
  );
};
