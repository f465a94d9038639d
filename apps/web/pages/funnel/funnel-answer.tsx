import { type FunnelQuestion } from '@laurel/contracts';
import {
  Card,
  type Column,
  DataTable,
  EmptyState,
  formatCount,
  formatDuration,
  formatShare,
  FunnelChart,
  type FunnelPlace,
} from '@laurel/web-ui';
import { type ReactNode } from 'react';
import { answered, api, type Schemas } from '../../api.ts';
import { AS_CSV, DownloadCsv } from '../download-csv.tsx';
import { type Behind } from './behind.ts';
import { FunnelGroups } from './funnel-groups.tsx';
import { FunnelTrend, TimeToConvert } from './funnel-times.tsx';
import { addressOf } from './question.ts';
import { stepName } from './question-in-words.ts';

type Answer = Schemas['AskFunnelAnswer'];
interface Place extends FunnelPlace {
  readonly number: number;
  readonly figures: Answer['steps'][number];
}

const columns: readonly Column<Place>[] = [
  { key: 'name', title: 'Step', cell: ({ number, name }) => `${number}. ${name}` },
  { key: 'reached', title: 'Reached', numeric: true, cell: ({ reached }) => formatCount(reached) },
  { key: 'open', title: 'Has time left', numeric: true, cell: ({ open }) => formatCount(open) },
  { key: 'dropped', title: 'Did not get there in time', numeric: true, cell: ({ dropped }) => formatCount(dropped) },
  {
    key: 'previous',
    title: 'Of the step before (95% interval)',
    numeric: true,
    cell: ({ figures }) => <Rate rate={figures.rateFromPrevious} interval={figures.intervalFromPrevious} />,
  },
  {
    key: 'first',
    title: 'Of those who entered (95% interval)',
    numeric: true,
    cell: ({ figures }) => <Rate rate={figures.rateFromFirst} interval={figures.intervalFromFirst} />,
  },
  {
    key: 'half',
    title: 'Half of those who got there took',
    numeric: true,
    cell: ({ figures }) => formatDuration(figures.secondsFromPrevious?.median ?? null),
  },
];

interface FunnelAnswerProps {
  readonly question: FunnelQuestion;
  readonly answer: Answer;
  readonly onOpen: (behind: Behind) => void;
  /** Who stands behind the figure that is opened. */
  readonly behind: ReactNode;
}

export const FunnelAnswer = ({ question, answer, onOpen, behind }: FunnelAnswerProps) => {
  const places = placesOf(question, answer);
  if (places[0]?.reached === 0) return <NobodyEntered />;
  return (
    <div className="stack">
      <Card
        title={question.unit === 'enrolment' ? 'Enrolments by step' : 'Learners by step'}
        note={windowInWords(question)}
      >
        <FunnelChart steps={places} onPick={(index, place) => onOpen({ step: index + 1, place })} />
      </Card>
      {behind}
      <Card
        title="The same as a table"
        actions={
          <DownloadCsv
            file="funnel"
            ask={() => answered(api.POST('/v1/questions/funnel', { body: addressOf(question), ...AS_CSV }))}
          />
        }
      >
        <DataTable
          caption="Figures of each step"
          columns={columns}
          rows={places}
          rowKey={({ number }) => String(number)}
        />
        <p className="small">
          Of those who reached a step, each is in exactly one place: went on, has time left, or did not get there in
          time. The field calls the last one <em>dropped</em>; somebody who has time left is not counted as lost.
        </p>
      </Card>
      <FunnelGroups question={question} answer={answer} onOpen={onOpen} />
      <FunnelTrend answer={answer} />
      <TimeToConvert answer={answer} />
    </div>
  );
};

/** With its interval, because a rate of few says little. */
const Rate = ({
  rate,
  interval,
}: {
  readonly rate: number | null;
  readonly interval: Answer['steps'][number]['intervalFromFirst'];
}) => (
  <>
    {formatShare(rate)}
    {interval ? (
      <span className="small">
        {' '}
        ({formatShare(interval.lower)} to {formatShare(interval.upper)})
      </span>
    ) : null}
  </>
);

const NobodyEntered = () => (
  <EmptyState title="Nobody entered this funnel">
    <p>
      No fact matches the first step as it is asked. Look at its conditions and at the dates of entry, or ask without
      them.
    </p>
  </EmptyState>
);

const placesOf = ({ steps }: FunnelQuestion, answer: Answer): readonly Place[] =>
  answer.steps.map((step, index) => {
    const asked = steps[index];
    const isLast = index === answer.steps.length - 1;
    return {
      number: index + 1,
      name: asked ? stepName(asked) : step.name,
      reached: step.reached,
      converted: isLast ? step.reached : step.reached - step.dropped - step.open,
      dropped: isLast ? 0 : step.dropped,
      open: isLast ? 0 : step.open,
      rateFromFirst: step.rateFromFirst,
      figures: step,
    };
  });

const windowInWords = ({ window }: FunnelQuestion): string => {
  if (window === null) return 'Everybody has 14 days from the first step.';
  if (window.unlimited) return 'Without a limit of time: nobody is late, who is not there yet has time left.';
  if (window.days !== undefined) return `Everybody has ${formatCount(window.days)} days from the first step.`;
  return `Everybody has ${formatCount(window.seconds ?? 0)} seconds from the first step.`;
};
