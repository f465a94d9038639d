import { Button, Card, Field, Select } from '@laurel/web-ui';
import { useState } from 'react';
import { type Search } from '../../../search.ts';
import { type Rule } from '../rule-queries.ts';
import { type BackTestSearch, sweepable, valuesAround } from './back-test-search.ts';

interface BackTestFormProps {
  readonly rule: Rule;
  readonly search: BackTestSearch;
  readonly onAsk: (search: Search) => void;
}

const day = (instant: string | undefined): string => instant?.slice(0, 10) ?? '';

const typedOf = ({ from, to, lapseAfter, ...search }: BackTestSearch, rule: Rule) => {
  const swept = search.sweep ?? sweepable(rule)[0]?.name ?? 'none';
  return {
    ...{ course: '', run: '', by: '', values: usualValues(rule, swept), ...search },
    ...{ from: day(from), to: day(to), lapseAfter: String(lapseAfter ?? ''), sweep: swept },
  };
};

const usualValues = (rule: Rule, name: string): string =>
  sweepable(rule)
    .filter((one) => one.name === name)
    .flatMap(valuesAround)
    .join(', ');

/** Where and when it is tried, with what else, and by which groups. */
export const BackTestForm = ({ rule, search, onAsk }: BackTestFormProps) => {
  const [typed, setTyped] = useState(() => typedOf(search, rule));
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  const options = [...sweepable(rule).map(({ name, label }) => ({ value: name, text: label })), NOTHING];
  return (
    <Card title="On which past" note={rule.sentence}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk({ ...typed });
        }}
      >
        <div className="fields">
          <Field
            label="Course"
            placeholder="every course"
            value={typed.course}
            onChange={(course) => set({ course })}
          />
          <Field label="Run" placeholder="every run" value={typed.run} onChange={(run) => set({ run })} />
          <Field label="Looks from" type="date" value={typed.from} onChange={(from) => set({ from })} />
          <Field label="Looks to" type="date" value={typed.to} onChange={(to) => set({ to })} />
          <Field
            label="Silent so many days: left"
            type="number"
            value={typed.lapseAfter}
            hint="empty: only who said so"
            onChange={(lapseAfter) => set({ lapseAfter })}
          />
          <Field
            label="In groups by"
            value={typed.by}
            hint="person.team, enrolment.role"
            onChange={(by) => set({ by })}
          />
          <Select
            label="With other values of"
            value={typed.sweep}
            options={options}
            onChange={(sweep) => set({ sweep, values: usualValues(rule, sweep) })}
          />
          {typed.sweep === 'none' ? null : (
            <Field label="Values" value={typed.values} onChange={(values) => set({ values })} />
          )}
        </div>
        <div className="actions">
          <Button type="submit" kind="primary">
            Try it
          </Button>
        </div>
      </form>
    </Card>
  );
};

const NOTHING = { value: 'none', text: 'nothing' };
