import { Button, Card, Choice, Field } from '@laurel/web-ui';
import { useState } from 'react';
import { type Search } from '../../search.ts';
import { dayOf, instantOf } from '../funnel/draft.ts';
import { type CompareSearch, USUAL_DAYS } from './compare-search.ts';

/** Everything as typed; '' is the default. */
const draftOf = (search: CompareSearch) => ({
  what: search.around === undefined ? ('groups' as const) : ('times' as const),
  by: search.by ?? 'course',
  day: dayOf(search.around),
  days: String(search.days ?? USUAL_DAYS),
  course: search.course ?? '',
  run: search.run ?? '',
  baseline: search.baseline ?? '',
});
type Draft = ReturnType<typeof draftOf>;

const searchOf = ({ what, by, day, days, course, run, baseline }: Draft): Search =>
  what === 'groups' ? { by, course, run, baseline } : { around: instantOf(day), days, course, run };

interface CompareFormProps {
  readonly search: CompareSearch;
  readonly onAsk: (search: Search) => void;
}

export const CompareForm = ({ search, onAsk }: CompareFormProps) => {
  const [draft, setDraft] = useState<{ readonly [K in keyof Draft]: Draft[K] }>(draftOf(search));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const isWhole =
    draft.what === 'groups' ? draft.by !== '' : instantOf(draft.day) !== undefined && Number(draft.days) > 0;
  return (
    <Card
      title="What is compared"
      actions={
        <Choice
          label="Compare"
          value={draft.what}
          options={[
            ['groups', 'Groups'],
            ['times', 'Before and after a day'],
          ]}
          onChange={(what) => set({ what })}
        />
      }
    >
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) onAsk(searchOf(draft));
        }}
      >
        {draft.what === 'groups' ? (
          <>
            <Field
              label="In groups by"
              placeholder="course, run, person.…"
              value={draft.by}
              onChange={(by) => set({ by, baseline: '' })}
            />
            <Field
              label="Compared with"
              placeholder="the largest group"
              value={draft.baseline}
              onChange={(baseline) => set({ baseline })}
            />
          </>
        ) : (
          <>
            <Field label="Enrolled before and from" type="date" value={draft.day} onChange={(day) => set({ day })} />
            <Field label="Days on each side" type="number" value={draft.days} onChange={(days) => set({ days })} />
          </>
        )}
        <Field label="Course" placeholder="every course" value={draft.course} onChange={(course) => set({ course })} />
        <Field label="Run" placeholder="every run" value={draft.run} onChange={(run) => set({ run })} />
        <Button type="submit" kind="primary" disabled={!isWhole}>
          Show
        </Button>
      </form>
    </Card>
  );
};
