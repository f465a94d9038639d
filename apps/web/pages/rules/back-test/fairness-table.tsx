import { Card, type Column, DataTable, formatCount, formatShare } from '@laurel/web-ui';
import { type Schemas } from '../../../api.ts';

type Fairness = Schemas['BackTestRuleAnswer']['fairness'][number];
type Group = Fairness['groups'][number];
type Rate = NonNullable<Group['precision']>;

/** Whom it would have flagged more often, and where it would have been less right. */
export const FairnessTable = ({ fairness: { by, groups } }: { readonly fairness: Fairness }) => (
  <Card
    title={`By ${by}`}
    note="Whom it flags more often, and where it is less right. Groups of few people, and one more that would give them away, are not shown."
  >
    <DataTable
      caption={`Flag rate and precision by ${by}`}
      columns={columns}
      rows={groups}
      rowKey={({ value }) => JSON.stringify(value)}
    />
  </Card>
);

const cell = (rate: Rate | null, hidden: boolean): string => {
  if (rate === null || rate.rate === null) return hidden ? 'too few to show' : '–';
  return `${formatShare(rate.rate)} (${formatShare(rate.lower)} to ${formatShare(rate.upper)})`;
};

const columns: readonly Column<Group>[] = [
  { key: 'value', title: 'Group', cell: ({ value }) => value ?? 'not known' },
  {
    key: 'enrolments',
    title: 'Enrolments',
    numeric: true,
    cell: ({ enrolments }) => (enrolments === null ? 'too few to show' : formatCount(enrolments)),
  },
  { key: 'flagRate', title: 'Flagged', numeric: true, cell: ({ flagRate, hidden }) => cell(flagRate, hidden) },
  {
    key: 'precision',
    title: 'Left, of those flagged',
    numeric: true,
    cell: ({ precision }) => cell(precision, true),
  },
  { key: 'baseRate', title: 'Left, of all', numeric: true, cell: ({ baseRate, hidden }) => cell(baseRate, hidden) },
];
