import { type FunnelQuestion } from '@laurel/contracts';
import { Button, Card, type Column, DataTable, ErrorNotice, formatDuration, Loading, Moment } from '@laurel/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { bare } from '../../search.ts';
import { AS_CSV, DownloadCsv } from '../download-csv.tsx';
import { LearnerLink } from '../learners/learner-link.tsx';
import { type Behind } from './behind.ts';
import { addressOf } from './question.ts';
import { stepName } from './question-in-words.ts';

type Person = Schemas['AskFunnelPeopleAnswer']['people'][number];

const PLACES: Readonly<Record<Behind['place'], string>> = {
  reached: 'got there',
  converted: 'went on',
  dropped: 'did not get to the next step in time',
  open: 'have time left for the next step',
};

interface PeopleBehindProps {
  readonly question: FunnelQuestion;
  readonly behind: Behind;
  readonly onClose: () => void;
}

/** Who stands behind one figure, by pseudonym, with the times of their steps. */
export const PeopleBehind = ({ question, behind, onClose }: PeopleBehindProps) => {
  const place = useRef<HTMLDivElement>(null);
  const key = JSON.stringify(behind);
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [key]);
  const body = bodyOf(question, behind);
  const people = useInfiniteQuery({
    queryKey: ['funnel-people', body],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answered(
        api.POST('/v1/questions/funnel/people', {
          body: pageParam === '' ? body : { ...body, page: { size: PAGE, after: pageParam } },
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });
  const step = question.steps[behind.step - 1];
  const all = people.data?.pages.flatMap((page) => page.people) ?? [];
  return (
    <div ref={place} tabIndex={-1} className="question">
      <Card
        title={`Step ${behind.step}, ${step ? stepName(step) : ''}: who ${PLACES[behind.place]}`}
        note={groupInWords(question, behind)}
        actions={
          <>
            <DownloadCsv
              file="funnel-people"
              ask={() =>
                answered(
                  api.POST('/v1/questions/funnel/people', {
                    body: { ...body, page: { size: LONGEST_PAGE } },
                    ...AS_CSV,
                  }),
                )
              }
            />
            <Button onPress={onClose}>Close</Button>
          </>
        }
      >
        {people.isPending ? <Loading what="the people" height="16rem" /> : null}
        {people.isError ? <ErrorNotice error={factsOf(people.error)} onRetry={() => void people.refetch()} /> : null}
        {people.data ? (
          <DataTable caption="People and their steps" columns={columnsOf(question)} rows={all} rowKey={keyOf} />
        ) : null}
        {people.hasNextPage ? (
          <Button onPress={() => void people.fetchNextPage()} pending={people.isFetchingNextPage}>
            Show more
          </Button>
        ) : null}
      </Card>
    </div>
  );
};

const PAGE = 25;
/** A file is asked for at once, and this is the longest page. */
const LONGEST_PAGE = 1000;

const bodyOf = (question: FunnelQuestion, { step, place, value }: Behind): Schemas['AskFunnelPeopleRequest'] => {
  // The trend and its days are no part of a list of people.
  const asked = addressOf({ ...question, interval: undefined, timeZone: undefined });
  return { ...asked, step, place, page: { size: PAGE }, ...(value === undefined ? {} : { breakdownValue: value }) };
};

const groupInWords = ({ breakdown }: FunnelQuestion, { value }: Behind): string => {
  if (breakdown === undefined || value === undefined) return 'By pseudonym; a link leads to all that is known.';
  if (value === null) return `Of whom no ${breakdown.by} is told.`;
  return typeof value === 'string' ? `${breakdown.by}: ${value}.` : `Of all other values of ${breakdown.by}.`;
};

const keyOf = ({ learner, enrolment, times }: Person): string => JSON.stringify([learner, enrolment, times]);

const columnsOf = (question: FunnelQuestion): readonly Column<Person>[] => [
  {
    key: 'learner',
    title: 'Learner',
    cell: ({ learner }) => <LearnerLink learner={learner} {...bare({ asOf: question.asOf })} />,
  },
  ...(question.unit === 'enrolment'
    ? [
        {
          key: 'enrolment',
          title: 'In',
          cell: ({ enrolment }: Person) => [enrolment?.course, enrolment?.run].filter(Boolean).join(' · '),
        },
      ]
    : []),
  ...question.steps.map((step, index) => ({
    key: String(index),
    title: question.order === 'any' ? `Done as number ${index + 1}` : `${index + 1}. ${stepName(step)}`,
    cell: ({ times }: Person) => <StepTime times={times} index={index} />,
  })),
];

const StepTime = ({ times, index }: { readonly times: readonly string[]; readonly index: number }) => {
  const [at, first] = [times[index], times[0]];
  if (at === undefined || first === undefined) return '–';
  return (
    <>
      <Moment at={at} />
      {index === 0 ? null : (
        <span className="small"> after {formatDuration((Date.parse(at) - Date.parse(first)) / 1000)}</span>
      )}
    </>
  );
};
