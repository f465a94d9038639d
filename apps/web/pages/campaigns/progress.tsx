import { Card, type Column, DataTable, Figure, Figures, formatCount, formatShare } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { placesOf, progressOf } from './campaign-figures.ts';
import { type Campaign } from './campaign-queries.ts';

type Place = ReturnType<typeof placesOf>[number];
const shareOf = (part: number, whole: number): string => formatShare(whole === 0 ? null : part / whole);

/** How far it is: entered, sent, waiting, held out, goal reached. */
export const Progress = ({ campaign: { id, progress, messages, sent } }: { readonly campaign: Campaign }) => {
  const { entered, inside, reachedGoal, heldOut, heldOutAtGoal, keptOut } = progressOf(progress);
  return (
    <Card
      title="How far it is"
      actions={
        <Link to="/campaigns/$id/ledger" params={{ id }}>
          The ledger: each person, each step, and why
        </Link>
      }
    >
      <div className="stack">
        <Figures label="How far it is">
          <Figure name="Entered" value={formatCount(entered)} hint={`${formatCount(keptOut)} more were kept out`} />
          <Figure name="Still inside" value={formatCount(inside)} hint="waiting for their next step" />
          <Figure name="Messages sent" value={formatCount(sent)} hint={`of ${formatCount(messages)} that fell due`} />
          <Figure
            name="Reached the goal"
            value={formatCount(reachedGoal)}
            hint={`${shareOf(reachedGoal, entered)} of who entered; ${held(heldOut, heldOutAtGoal)}`}
          />
        </Figures>
        {progress.length === 0 ? (
          <p>Nobody was decided about yet: it looks when its window begins.</p>
        ) : (
          <DataTable
            caption="Where everybody is"
            columns={columns}
            rows={placesOf(progress)}
            rowKey={(one) => JSON.stringify(one)}
          />
        )}
      </div>
    </Card>
  );
};

const held = (heldOut: number, atGoal: number): string =>
  heldOut === 0
    ? 'nobody is held out'
    : `${formatCount(atGoal)} of ${formatCount(heldOut)} held out, ${shareOf(atGoal, heldOut)}`;

const IS: Readonly<Record<Place['is'], string>> = { inside: 'Inside', ended: 'Left', 'kept-out': 'Kept out' };

const columns: readonly Column<Place>[] = [
  { key: 'is', title: 'Where', cell: ({ is }) => IS[is] },
  {
    key: 'at',
    title: 'At, or why',
    cell: ({ at, arm }) =>
      at?.replaceAll('-', ' ') ??
      (arm === 'holdout' ? 'gets nothing' : 'its wave, or the first step, is still to come'),
  },
  {
    key: 'arm',
    title: 'Group',
    cell: ({ arm }) => (arm === 'holdout' ? 'held out' : arm === 'treated' ? 'written to' : '–'),
  },
  { key: 'people', title: 'People', numeric: true, cell: ({ people }) => formatCount(people) },
];
