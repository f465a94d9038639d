import { Button, Card, ErrorNotice, Field, Notice } from '@laurel/web-ui';
import { useState } from 'react';
import { factsOf, Failure } from '../../api.ts';
import { type Rule, useConfigureRule } from './rule-queries.ts';

type Parameter = Rule['parameters'][number];

/** The numbers and places of a rule; what is left empty takes its default. */
export const RuleParameters = ({ rule }: { readonly rule: Rule }) => {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(rule.parameters.map(({ name, value }) => [name, String(value ?? '')])),
  );
  const configure = useConfigureRule(rule.id);
  if (rule.parameters.length === 0) return null;
  const wrong = configure.error instanceof Failure ? (configure.error.errors ?? []) : [];
  return (
    <Card title="Its numbers and places" note="They hold from the next look on.">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const values = rule.parameters.map((one) => [one.name, valueOf(one, typed[one.name] ?? '')] as const);
          configure.mutate({ parameters: Object.fromEntries(values) });
        }}
      >
        <div className="fields">
          {rule.parameters.map((parameter) => (
            <Field
              key={parameter.name}
              label={parameter.label}
              type={parameter.kind === 'text' ? 'text' : 'number'}
              value={typed[parameter.name] ?? ''}
              hint={hintOf(parameter)}
              error={wrong.find(({ path }) => path === parameter.name)?.reason}
              onChange={(text) => setTyped((now) => ({ ...now, [parameter.name]: text }))}
            />
          ))}
        </div>
        {configure.isError ? <ErrorNotice error={factsOf(configure.error)} /> : null}
        {configure.isSuccess ? <Notice tone="good" title="Saved" /> : null}
        <div className="actions">
          <Button type="submit" kind="primary" pending={configure.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
};

const valueOf = ({ kind }: Parameter, text: string): number | string | null => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return kind === 'text' ? trimmed : Number(trimmed);
};

const hintOf = ({ default: usual, minimum, maximum }: Parameter): string => {
  const range = minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}; `;
  return usual === null ? `${range}empty: not limited by it` : `${range}usually ${usual}`;
};
