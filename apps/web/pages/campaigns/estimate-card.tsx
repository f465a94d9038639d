import { Card, type Column, DataTable, Figure, Figures, formatCount, Moment } from '@laurel/web-ui';
import { type Estimate } from './campaign-queries.ts';

/** Whom it would reach, and what each exclusion takes away. */
export const EstimateCard = ({ estimate, version }: { readonly estimate: Estimate; readonly version: number }) => {
  const { audience, entering, reachable, messages, asOf, waves, remarks } = estimate;
  return (
    <Card
      title="Whom it would reach"
      note={
        <>
          Version {version}, counted <Moment at={asOf} />.
        </>
      }
    >
      <div className="stack">
        <Figures label="Estimate">
          <Figure name="Match" value={formatCount(audience)} hint="the audience as it is now" />
          <Figure name="Would enter" value={formatCount(entering)} hint="after the exclusions" />
          <Figure name="Can be reached" value={formatCount(reachable)} hint="of these, by a message now" />
          <Figure name="Messages" value={rangeOf(messages)} hint="in all, whichever way they take" />
        </Figures>
        <DataTable
          caption="What each exclusion takes away"
          columns={columns}
          rows={rowsOf(estimate)}
          rowKey={({ name }) => name}
        />
        {waves.length > 1 ? (
          <DataTable
            caption="Waves"
            showCaption
            columns={waveColumns}
            rows={waves}
            rowKey={({ wave }) => String(wave)}
          />
        ) : null}
        {remarks.length > 0 ? (
          <ul className="sentences">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
};

const rangeOf = ({ least, most }: Estimate['messages']): string =>
  least === most ? formatCount(least) : `${formatCount(least)}–${formatCount(most)}`;

interface Row {
  readonly name: string;
  readonly people: number;
  readonly means: string;
}

const rowsOf = ({ audience, excluded, entering, unreachable, reachable }: Estimate): readonly Row[] => [
  { name: 'Match', people: audience, means: 'who the audience is now' },
  { name: 'Reached the goal already', people: -excluded.goalReached, means: 'never enter' },
  {
    name: 'Inside another campaign',
    people: -excluded.inAnotherCampaign,
    means: 'stay out, where this one wants to be alone',
  },
  { name: 'Held out', people: -excluded.heldOut, means: 'the comparison group, drawn by lot: gets nothing of it' },
  { name: 'Would enter', people: entering, means: 'who is left' },
  { name: 'No address', people: -unreachable.noAddress, means: 'a message would not reach them' },
  { name: 'Address takes no mail', people: -unreachable.suppressed, means: 'it bounced or complained' },
  { name: 'Do not want this kind', people: -unreachable.optedOut, means: 'they unsubscribed' },
  { name: 'Had enough', people: -unreachable.capped, means: 'the cap on messages is reached now' },
  { name: 'Can be reached', people: reachable, means: 'who is left of them' },
];

const isTotal = ({ people, name }: Row): boolean =>
  people > 0 || ['Match', 'Would enter', 'Can be reached'].includes(name);
const minus = (people: number): string => (people === 0 ? '0' : `−${formatCount(-people)}`);

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Who', cell: ({ name }) => name },
  {
    key: 'people',
    title: 'People',
    numeric: true,
    cell: (row) => (isTotal(row) ? <strong>{formatCount(row.people)}</strong> : minus(row.people)),
  },
  { key: 'means', title: 'What that is', cell: ({ means }) => <span className="small">{means}</span> },
];

const waveColumns: readonly Column<Estimate['waves'][number]>[] = [
  { key: 'wave', title: 'Wave', cell: ({ wave }) => wave },
  { key: 'startsAt', title: 'Begins', cell: ({ startsAt }) => <Moment at={startsAt} /> },
  { key: 'groups', title: 'Groups', numeric: true, cell: ({ groups }) => formatCount(groups) },
  { key: 'people', title: 'People', numeric: true, cell: ({ people }) => formatCount(people) },
];
