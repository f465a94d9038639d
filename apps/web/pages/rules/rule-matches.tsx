import { Badge, Button, Card, type Column, DataTable, ErrorNotice, formatCount, Loading } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factsOf, type Schemas } from '../../api.ts';
import { Because, LearnerLink } from '../learners/learner-link.tsx';
import { ruleMatchesQuery } from './rule-queries.ts';

const MOST = 50;
type Match = Schemas['TestRuleAnswer']['learners'][number];

/** Who matches now, and why; nothing is sent or kept. */
export const RuleMatches = ({ id }: { readonly id: string }) => {
  const [asked, setAsked] = useState(false);
  return (
    <Card
      title="Who matches now"
      note="A look without consequences: nothing is sent or kept."
      actions={asked ? null : <Button onPress={() => setAsked(true)}>Look</Button>}
    >
      {asked ? <Matches id={id} /> : null}
    </Card>
  );
};

const Matches = ({ id }: { readonly id: string }) => {
  const found = useQuery(ruleMatchesQuery(id, MOST));
  if (found.isPending) return <Loading what="who matches" height="12rem" />;
  if (found.isError) return <ErrorNotice error={factsOf(found.error)} onRetry={() => void found.refetch()} />;
  const { matches, learners } = found.data;
  if (matches === 0) return <p>Nobody matches now.</p>;
  return (
    <div className="stack">
      <p role="status">
        {formatCount(matches)} {matches === 1 ? 'enrolment matches' : 'enrolments match'}
        {matches > learners.length ? `; the first ${learners.length} are shown` : ''}.
      </p>
      <DataTable
        caption="Who matches now"
        columns={columns}
        rows={learners}
        rowKey={(one) => JSON.stringify([one.learner, one.course, one.run, one.registration])}
      />
    </div>
  );
};

const columns: readonly Column<Match>[] = [
  { key: 'learner', title: 'Learner', cell: ({ learner }) => <LearnerLink learner={learner} /> },
  { key: 'course', title: 'In', cell: ({ course, run }) => (run ? `${course} · ${run}` : course) },
  {
    key: 'because',
    title: 'Because',
    cell: ({ learner, because }) => <Because learner={learner} reasons={because} />,
  },
  {
    key: 'before',
    title: 'Before',
    cell: ({ firedBefore }) => (firedBefore ? <Badge>fired before</Badge> : 'never fired'),
  },
];
