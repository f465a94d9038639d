import { type FunnelQuestion } from '@laurel/contracts';
import { Button, Card, ErrorNotice, Loading, PageHeader } from '@laurel/web-ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { answered, api, factsOf } from '../../api.ts';
import { AboutAnswer } from '../about-answer.tsx';
import { AsKnownOn } from '../as-known-on.tsx';
import { FunnelAnswer } from './funnel-answer.tsx';
import { type Behind, splitAddress } from './behind.ts';
import { FunnelForm } from './funnel-form.tsx';
import { PeopleBehind } from './people-behind.tsx';
import { ReadyMade } from './ready-made.tsx';
import { addressOf, FIRST_QUESTION, questionOf } from './question.ts';
import { scopeInWords, stepsInWords } from './question-in-words.ts';

const route = getRouteApi('/funnel');

/** The address is the question: asking anew goes to another address, so that going back works and every view is a link. */
export const FunnelPage = () => {
  const search = route.useSearch();
  if (Object.keys(search).length === 0) return <Navigate to="/funnel" search={FIRST_QUESTION} replace />;
  const { question: asked, opened } = splitAddress(search);
  const read = questionOf(asked);
  return (
    <>
      <PageHeader
        title="Funnel"
        lead="How many get from step to step, how many have time left, and how many did not get there in time."
      />
      {'question' in read ? (
        <Asked question={read.question} opened={opened} />
      ) : (
        <div className="stack">
          <ErrorNotice error={read.wrong} />
          <p>
            <Link to="/funnel" search={FIRST_QUESTION}>
              Begin with the usual funnel
            </Link>
          </p>
        </div>
      )}
    </>
  );
};

interface AskedProps {
  readonly question: FunnelQuestion;
  readonly opened: Behind | undefined;
}

const Asked = ({ question, opened }: AskedProps) => {
  const navigate = route.useNavigate();
  const asked = addressOf(question);
  const answer = useQuery({
    queryKey: ['funnel', asked],
    queryFn: async () => ({ question, answer: await answered(api.POST('/v1/questions/funnel', { body: asked })) }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <AsKnownOn
        asOf={question.asOf}
        onChange={(asOf) => void navigate({ search: addressOf({ ...question, asOf }) })}
      />
      <div className="stack">
        <Question question={question} onAsk={(next) => void navigate({ search: addressOf(next) })} />
        {answer.isPending ? <Loading what="the funnel" height="36rem" /> : null}
        {answer.isError ? <ErrorNotice error={factsOf(answer.error)} onRetry={() => void answer.refetch()} /> : null}
        {answer.data && !answer.isError ? (
          <>
            <FunnelAnswer
              question={answer.data.question}
              answer={answer.data.answer}
              onOpen={(behind) => void navigate({ search: { ...asked, behind }, resetScroll: false })}
              behind={
                opened && opened.step <= question.steps.length ? (
                  <PeopleBehind
                    question={question}
                    behind={opened}
                    onClose={() => void navigate({ search: asked, resetScroll: false })}
                  />
                ) : null
              }
            />
            <AboutAnswer meta={answer.data.answer.meta} />
          </>
        ) : null}
      </div>
    </>
  );
};

interface QuestionProps {
  readonly question: FunnelQuestion;
  readonly onAsk: (question: FunnelQuestion) => void;
}

/** The question in words; its form unfolds to change it, and folds when it is asked, so that the answer is in sight. */
const Question = ({ question, onAsk }: QuestionProps) => {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} tabIndex={-1} className="question">
      <Card
        title={stepsInWords(question)}
        note={scopeInWords(question)}
        actions={
          <Button expanded={open} onPress={() => setOpen(!open)}>
            Change the question
          </Button>
        }
      >
        <ReadyMade question={question} onAsk={onAsk} />
        {open ? (
          <FunnelForm
            key={JSON.stringify(question)}
            question={question}
            onAsk={(next) => {
              setOpen(false);
              place.current?.focus(); // the button that was pressed is gone
              onAsk(next);
            }}
          />
        ) : null}
      </Card>
    </div>
  );
};
