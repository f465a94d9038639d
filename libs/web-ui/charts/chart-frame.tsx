import { type ReactNode, useState } from 'react';
import { Choice } from '../button.tsx';
import { Card } from '../figures.tsx';

/** A chart is never the only form of its numbers: the same figures are one press away as a table. */
export const ChartFrame = ({
  title,
  note,
  chart,
  table,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}) => {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const choice = (
    <Choice
      label={`Show ${title} as`}
      value={view}
      options={[
        ['chart', 'Chart'],
        ['table', 'Table'],
      ]}
      onChange={setView}
    />
  );
  return (
    <Card title={title} note={note} actions={choice}>
      <div className="chart-box">{view === 'chart' ? chart : table}</div>
    </Card>
  );
};
