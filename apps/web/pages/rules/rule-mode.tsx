import { Ask, Button, Card, Choice, ErrorNotice, formatCount } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factsOf } from '../../api.ts';
import { type Rule, ruleMatchesQuery, useConfigureRule } from './rule-queries.ts';
import { MODE_MEANS } from './rule-words.ts';

const OPTIONS = [
  ['off', 'Off'],
  ['shadow', 'Shadow'],
  ['live', 'Live'],
] as const;

/** Off, shadow, live. Going live is asked about, since people are written to from then on. */
export const RuleMode = ({ rule }: { readonly rule: Rule }) => {
  const [asking, setAsking] = useState(false);
  const configure = useConfigureRule(rule.id);
  return (
    <Card title="Whether it acts">
      <div className="stack">
        <div>
          <Choice
            label="Whether it acts"
            value={rule.mode}
            options={OPTIONS}
            onChange={(mode) => (mode === 'live' ? setAsking(true) : configure.mutate({ mode }))}
          />
        </div>
        <p role="status">{MODE_MEANS[rule.mode]}</p>
        {configure.isError ? <ErrorNotice error={factsOf(configure.error)} /> : null}
      </div>
      <Ask title="Let this rule act?" open={asking} onClose={() => setAsking(false)}>
        <WhoIsMet id={rule.id} />
        <div className="actions">
          <Button
            kind="primary"
            pending={configure.isPending}
            onPress={() => configure.mutate({ mode: 'live' }, { onSettled: () => setAsking(false) })}
          >
            Go live
          </Button>
          <Button onPress={() => setAsking(false)}>Not yet</Button>
        </div>
      </Ask>
    </Card>
  );
};

const WhoIsMet = ({ id }: { readonly id: string }) => {
  const now = useQuery(ruleMatchesQuery(id, 1));
  return (
    <p>
      {now.data
        ? `It matches ${formatCount(now.data.matches)} ${now.data.matches === 1 ? 'enrolment' : 'enrolments'} now. `
        : ''}
      From its next look on, whom it matches is written to, once, as courtesy allows: each person’s own hours, caps and
      choices hold.
    </p>
  );
};
